"""What a person does with the real window, from the first start to the last. Asserts what a screen reader is told.

Usage: scenarios.py BINARY PICTURES [NAME...]. The last line is "N passed, N failed".
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import desktop
from desktop import Desktop, Failure, Program, wait
from drop import drop

BINARY, PICTURES = sys.argv[1], sys.argv[2]
TEXTS = {
    "Joint communiqué.txt": "The ministers reaffirmed the treaty on river traffic. They deplored the seizure of three vessels "
    "in the strait. Both sides will exchange records every month.",
    "Press briefing.txt": "MINISTER ORD: We condemned the seizure of three vessels in the strait. We reaffirmed the treaty on "
    "river traffic.\n\nQ: What of China?\n\nMINISTER ORD: China was not on our agenda.",
    "Reply of the spokesman.txt": "No vessel was seized. The treaty on river traffic is dead paper.",
}
SCENARIOS = []


def scenario(work):
    SCENARIOS.append(work)
    return work


def check(found, expected, what):
    if found != expected:
        raise Failure(f"{what}: {found!r}, expected {expected!r}")


def folder_of_texts():
    folder = tempfile.mkdtemp(prefix="communique-texts-")
    for name, text in TEXTS.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return folder, [os.path.join(folder, name) for name in TEXTS]


def start(screen, *files, settings=None, **options):
    """The program with a home of its own, past its first start unless settings say otherwise."""
    home = options.pop("home", None)
    if home is None:
        home = tempfile.mkdtemp(prefix="communique-home-")
        os.makedirs(f"{home}/.config/communique")
        with open(f"{home}/.config/communique/settings.ron", "w", encoding="utf-8") as file:
            file.write(settings or "(seen: true, theme: Light)")
    return Program(screen, BINARY, *files, home=home, **options)


def in_dialog(screen, title, *keys):
    """Waits for the native dialog, types, and waits until it is gone."""
    window = wait(f"the dialog {title!r}", lambda: screen.windows(title))[0]
    screen.activate(window)
    for key in keys:
        if key.startswith("text:"):
            screen.text(key[5:])
        else:
            screen.keys(key)
        # GTK completes paths while they are typed: a key that comes too early acts on what was there before.
        time.sleep(0.6)
    wait(f"the dialog {title!r} closes", lambda: not screen.windows(title))


def save_as(screen, program, path):
    program.click("Save")
    in_dialog(screen, "Save the comparison", "ctrl+a", f"text:{path}", "Return")
    wait(f"{path} is written", lambda: os.path.exists(path))


@scenario
def the_first_start_shows_the_sample(screen):
    program = Program(screen, BINARY)
    for title in ("1 Joint Statement of the Ministers", "2 Press briefing by the two Foreign Ministers", "3 Statement of the spokesman"):
        program.expect(title)
    wait("a passage is selected", lambda: program.selected().startswith("The Foreign Ministers of the Republic of Avelia"))
    program.expect("Untitled comparison – Communiqué")
    program.close_by_window_manager()
    program.expect_end()
    again = Program(screen, BINARY, home=program.home)
    again.expect("Open statements…")
    again.kill()


@scenario
def keys_go_from_difference_to_difference(screen):
    program = Program(screen, BINARY)
    first = wait("a passage is selected", program.selected)
    program.keys("F8")
    wait("another passage is selected", lambda: program.selected() not in ("", first))
    program.keys("shift+F8")
    wait("the first passage is selected again", lambda: program.selected() == first)
    program.kill()


@scenario
def the_texts_are_folded_and_read_word_under_word(screen):
    program = start(screen, settings="(seen: true, high_contrast: true, reduced_motion: true)")
    program.click("Sample: an invented example")
    program.expect("links between panes 1 and 2")
    program.keys("shift+F6")
    program.expect(" passages …")
    program.keys("ctrl+F6")
    program.expect_gone(" passages …")
    program.click("Word under word")
    program.keys("F8")
    program.expect(", reworded · ")
    program.keys("ctrl+shift+Right")
    program.expect("2 Joint Statement of the Ministers")
    program.keys("End")
    program.expect("The Ministers will meet again in Norrland next spring")
    program.kill()


@scenario
def from_three_files_to_a_session_and_back(screen):
    folder, paths = folder_of_texts()
    program = start(screen)
    program.click("Open statements…")
    in_dialog(screen, "Open statements", "ctrl+l", f"text:{folder}/", "Return", "ctrl+a", "alt+o")
    for title in ("Press briefing", "Joint communiqué", "Reply of the spokesman"):
        program.expect(title)
    wait("the title tells unsaved work", lambda: program.title().startswith("•"))
    program.keys("F8")
    program.keys("F8")
    place = wait("a passage is selected", program.selected)
    path = os.path.join(folder, "work.communique")
    save_as(screen, program, path)
    wait("the title tells the file", lambda: program.title().startswith("work"))
    program.close_by_window_manager()
    program.expect_end()
    for text in paths:
        os.remove(text)
    again = start(screen, path)
    again.expect("Joint communiqué")
    wait("the same passage is selected", lambda: again.selected() == place)
    again.kill()


@scenario
def closing_asks_for_unsaved_work(screen):
    _, paths = folder_of_texts()
    program = start(screen, *paths)
    program.expect("Joint communiqué")
    program.close_by_window_manager()
    program.expect("Save the changes to this comparison?")
    program.click("Cancel")
    program.expect_gone("Save the changes to this comparison?")
    check(program.has_ended(), False, "after Cancel the program has ended")
    program.close_by_window_manager()
    program.click("Don’t save")
    program.expect_end()
    again = start(screen, home=program.home)
    again.expect("Open statements…")
    check(again.says("Open the work that was not saved?"), False, "work that was given up is offered")
    again.kill()


@scenario
def a_file_is_dropped_on_the_window(screen):
    _, paths = folder_of_texts()
    program = start(screen, paths[0])
    program.expect("1 Joint communiqué")
    check(drop(wait("a window", program.window), paths[1:]), True, "the window takes files")
    program.expect("2 Press briefing")
    program.expect("3 Reply of the spokesman")
    program.kill()


@scenario
def work_survives_a_killed_program(screen):
    _, paths = folder_of_texts()
    program = start(screen, *paths)
    program.expect("3 Reply of the spokesman")
    kept = f"{program.home}/.local/state/communique/recovery/0.communique"
    wait("unsaved work is kept", lambda: os.path.exists(kept))
    program.kill()
    again = start(screen, home=program.home)
    again.expect("Open the work that was not saved?")
    again.click("Open")
    again.expect("3 Reply of the spokesman")
    wait("it counts as unsaved", lambda: again.title().startswith("•"))
    again.kill()


@scenario
def a_source_that_changes_is_flagged(screen):
    _, paths = folder_of_texts()
    program = start(screen, *paths[:2])
    program.expect("2 Press briefing")
    with open(paths[0], "a", encoding="utf-8") as file:
        file.write(" And more.")
    other = screen.start("xmessage", "-name", "another", "Another window")
    wait("another window", lambda: screen.windows("xmessage") or screen.windows("another"))
    other.terminate()
    other.wait()
    program.keys("F8")
    program.expect("Source file changed")
    os.remove(paths[1])
    check(program.says("three vessels in the strait"), True, "the text stays")
    program.kill()


@scenario
def two_windows_on_one_session(screen):
    folder, paths = folder_of_texts()
    one = start(screen, *paths)
    one.expect("3 Reply of the spokesman")
    path = os.path.join(folder, "shared.communique")
    save_as(screen, one, path)
    wait("saved", lambda: not one.title().startswith("•"))
    two = start(screen, path)
    two.expect("3 Reply of the spokesman")
    for program in (two, one):
        program.click("Menu of *")
        program.click("Close statement")
        wait("there is unsaved work", lambda: program.title().startswith("•"))
        program.keys("ctrl+s")
        if program is two:
            wait("it is saved", lambda: not program.title().startswith("•"))
            with open(path, encoding="utf-8") as file:
                saved = file.read()
    one.expect("Replace shared.communique?")
    one.click("Cancel")
    with open(path, encoding="utf-8") as file:
        check(file.read() == saved, True, "the work of the other window is there")
    two.kill()
    one.kill()


@scenario
def a_folder_that_is_gone_or_read_only(screen):
    folder, paths = folder_of_texts()
    disk = tempfile.mkdtemp(prefix="communique-disk-")
    program = start(screen, *paths)
    program.expect("3 Reply of the spokesman")
    gone = os.path.join(folder, "gone")
    os.mkdir(gone)
    save_as(screen, program, f"{gone}/work.communique")
    wait("it is saved", lambda: not program.title().startswith("•"))
    shutil.rmtree(gone)
    program.click("Menu of *")
    program.click("Close statement")
    program.keys("ctrl+s")
    program.expect("Cannot save work.communique: its folder does not exist (any more). Your work is still open; save it elsewhere.")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
    try:
        program.keys("ctrl+shift+s")
        in_dialog(screen, "Save the comparison", "ctrl+a", f"text:{disk}/work.communique", "Return")
        wait("it is saved", lambda: not program.title().startswith("•"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        program.keys("ctrl+z")
        program.keys("ctrl+s")
        program.expect("Cannot save work.communique: the system does not allow it (no permission).")
        program.kill()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False)


@scenario
def strange_texts_are_shown(screen):
    folder, paths = folder_of_texts()
    strange = {
        "nul.txt": b"The treaty stands\0. Nothing falls. " * 25,
        "invalid.txt": "평화와 번영을 위하여 함께 노력하기로 한다. ".encode() * 20 + b"\xff\xfe\xf0 The end.",
        "right to left.txt": "אכן, השרים. The ‮ministers‬ reaf­firmed​ the‍ treaty on river traffic.".encode(),
        "one word each.txt": b"\n\n".join([b"treaty", b"vessel", b"strait", b"record"] * 2500),
        "one line.txt": b"The ministers reaffirmed the treaty on river traffic and they deplored the seizure of vessels. " * 110_000,
    }
    for name, content in strange.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    program = start(screen, *(os.path.join(folder, name) for name in strange))
    for number, name in enumerate(strange, start=1):
        program.expect(f"{number} {name[:-4]}")
    program.expect("control characters were left out")
    first = wait("they are compared", program.selected, patience=60)
    program.keys("Down")
    wait("another passage is selected", lambda: program.selected() not in ("", first))
    program.kill()
    copies = start(screen, *[paths[1]] * 8)
    copies.expect("8 Press briefing")
    wait("they are compared", copies.selected)
    copies.kill()


@scenario
def a_full_disk_loses_nothing(screen):
    _, paths = folder_of_texts()
    disk = tempfile.mkdtemp(prefix="communique-disk-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], check=True)
    try:
        with open(f"{disk}/filler", "wb") as file:
            file.write(b"x" * 16384)
        program = start(screen, *paths)
        program.expect("3 Reply of the spokesman")
        program.click("Save")
        in_dialog(screen, "Save the comparison", "ctrl+a", f"text:{disk}/full.communique", "Return")
        program.expect("Cannot save full.communique: the disk is full.")
        check(program.title().startswith("•"), True, "the work is still unsaved")
        check(os.listdir(disk), ["filler"], "what is on the disk")
        program.kill()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False)


@scenario
def what_cannot_be_opened_is_said(screen):
    folder, paths = folder_of_texts()
    strange = os.path.join(folder, "line\nend \U0001f600.txt")
    with open(strange, "w", encoding="utf-8") as file:
        file.write("A name with a line end.")
    for name, content in (("noise", bytes(range(256)) * 40), ("empty.txt", b""), ("broken.communique", b'(format: "communique-session", version: 1, st')):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    program = start(screen, paths[0], strange, *(os.path.join(folder, name) for name in ("missing.txt", "noise", "empty.txt", "broken.communique")), folder)
    program.expect("1 Joint communiqué")
    program.expect("2 line end")
    for sentence in ("missing.txt: there is no such file.", "noise: it is not a text", "empty.txt: there is no text in it.",
                     "broken.communique: it is a saved comparison; open it alone.", "it is a folder."):
        program.expect(sentence)
    program.kill()
    alone = start(screen, os.path.join(folder, "broken.communique"))
    alone.expect("damaged or cut short")
    alone.kill()


@scenario
def settings_and_the_window_come_back(screen):
    program = start(screen)
    program.expect("Open statements…")
    program.keys("ctrl+comma")
    program.click("Serif")
    program.click("Dark")
    program.click("Close")
    window = wait("a window", program.window)
    screen.run("xdotool", "windowsize", "--sync", str(window), "900", "600")
    program.close_by_window_manager()
    program.expect_end()
    with open(f"{program.home}/.config/communique/settings.ron", encoding="utf-8") as file:
        kept = file.read()
    for setting in ("theme: Dark", "face: Serif"):
        check(setting in kept, True, f"{setting} is kept")
    again = start(screen, home=program.home)
    again.expect("Open statements…")
    size = screen.run("xdotool", "getwindowgeometry", str(wait("a window", again.window))).stdout.decode()
    check("900x600" in size, True, f"the size comes back ({size.split()[-1]})")
    again.kill()
    folder = f"{program.home}/.config/communique"
    check(os.path.exists(f"{folder}/window.ron"), True, "the place of the window is kept")
    for name in ("settings.ron", "window.ron"):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write("(theme: Mauve")
    broken = start(screen, home=program.home)
    broken.expect("The settings could not be read and were set back.")
    for name in ("settings.ron.broken", "window.ron.broken"):
        check(os.path.exists(f"{folder}/{name}"), True, f"{name} is kept")
    broken.kill()


@scenario
def without_a_home_the_program_works(screen):
    program = Program(screen, BINARY, home="/dev/null")
    program.expect("1 Joint Statement of the Ministers")
    program.keys("F8")
    program.keys("ctrl+comma")
    program.click("Dark")
    program.expect("Settings and recent files cannot be kept")
    program.kill()


@scenario
def the_launcher_and_double_click(screen):
    if not os.path.exists("/usr/share/applications/communique.desktop"):
        raise Failure("the package is not installed")
    folder, paths = folder_of_texts()
    program = start(screen, *paths)
    program.expect("3 Reply of the spokesman")
    path = os.path.join(folder, "double click.communique")
    save_as(screen, program, path)
    program.kill()
    for command, title in ((["gtk-launch", "communique"], "Communiqué"), (["xdg-open", path], "double click")):
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        window = wait(f"a window of {command[0]}", lambda: screen.run("xdotool", "search", "--onlyvisible", "--class", "^communique$").stdout.split())[-1].decode()
        wait(f"its title names {title!r}", lambda: title in screen.run("xdotool", "getwindowname", window).stdout.decode())
        kind = screen.run("xprop", "-id", window, "WM_CLASS").stdout.decode()
        check('"communique"' in kind, True, f"the window's class agrees with the launcher ({kind.strip()})")
        screen.activate(int(window))
        screen.keys("alt+F4")
        wait("it closes", lambda: not screen.run("xdotool", "search", "--onlyvisible", "--class", "^communique$").stdout.split())


def pictures(screen):
    """The window at two sizes, light and dark, for people to look at."""
    for theme in ("Light", "Dark"):
        program = start(screen, settings=f"(seen: false, theme: {theme})")
        first = wait("a passage is selected", program.selected)
        window = wait("a window", program.window)
        program.keys("F8")
        wait("another passage is selected", lambda: program.selected() not in ("", first))
        for width, height in ((1280, 800), (1920, 1080)):
            # Room for the frame that the window manager draws.
            screen.run("xdotool", "windowsize", "--sync", str(window), str(width - 2), str(height - 22))
            screen.run("xdotool", "windowmove", "--sync", str(window), "0", "0")
            wait("it is drawn", program.selected)
            time.sleep(0.7)
            screen.picture(os.path.join(PICTURES, f"{width}x{height}-{theme.lower()}.png"), f"{width}x{height}+0+0")
        program.kill()


def main():
    os.makedirs(PICTURES, exist_ok=True)
    wanted = sys.argv[3:]
    passed, failed = 0, 0
    home = tempfile.mkdtemp(prefix="communique-user-")
    os.environ.update(HOME=home, XDG_RUNTIME_DIR=tempfile.mkdtemp(prefix="communique-run-"), LANG="C.UTF-8", GTK_A11Y="none")
    screen = Desktop("1920x1080", int(os.environ.get("FIRST_DISPLAY", "40")))
    try:
        desktop.switch_accessibility_on()
        pictures(screen)
        for work in SCENARIOS:
            if wanted and work.__name__ not in wanted:
                continue
            begun = time.monotonic()
            try:
                work(screen)
                passed += 1
                print(f"ok      {work.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
            except Exception as err:  # one scenario must not keep the others from being tried
                failed += 1
                screen.picture(os.path.join(PICTURES, f"failed-{work.__name__}.png"))
                print(f"FAILED  {work.__name__}: {err}", flush=True)
                if not isinstance(err, Failure):
                    traceback.print_exc()
            finally:
                # What a failed scenario left running would disturb the next.
                for program in Program.started:
                    program.kill()
                Program.started.clear()
    finally:
        screen.end()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
