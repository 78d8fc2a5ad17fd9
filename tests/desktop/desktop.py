"""The desktop under test: X server, window manager, accessibility, and the program as a screen reader and a hand meet it."""

import os
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  (the version is chosen before the import)

PATIENCE = 20.0


class Failure(Exception):
    """Something was not as expected; the message says what."""


def wait(what, look, patience=PATIENCE):
    """Asks `look` until it answers with something true. What it answered is returned."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f"waited {patience:.0f} s in vain: {what}")
        time.sleep(0.05)


class Desktop:
    """An X server of a size with openbox, on the session's bus. Ends what it started."""

    def __init__(self, size, number):
        self.started = []
        self.display = f":{number}"
        os.environ["DISPLAY"] = self.display
        self.start("Xvfb", self.display, "-screen", "0", f"{size}x24", "-nolisten", "tcp")
        wait("the X server", lambda: self.run("xdpyinfo").returncode == 0)
        self.start("openbox")
        # Programs that the bus starts, the portal among them, open their windows here.
        self.run("dbus-update-activation-environment", "DISPLAY", "XDG_RUNTIME_DIR", "HOME")
        wait("the window manager", lambda: b"window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").stdout)

    def start(self, *command, **options):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self.started.append(process)
        return process

    @staticmethod
    def run(*command):
        return subprocess.run(command, capture_output=True, check=False)

    def keys(self, *keys):
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def text(self, text):
        self.run("xdotool", "type", "--delay", "20", text)

    def windows(self, name):
        found = self.run("xdotool", "search", "--onlyvisible", "--name", name).stdout.split()
        return [int(number) for number in found]

    def activate(self, window):
        self.run("xdotool", "windowactivate", "--sync", str(window))

    def picture(self, path, area="1920x1080+0+0"):
        self.run("import", "-window", "root", "-crop", area, "+repage", path)

    def end(self):
        for process in reversed(self.started):
            process.terminate()
            process.wait()


def switch_accessibility_on():
    """Tells programs that somebody listens, as a screen reader does."""
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        subprocess.run(
            ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
             "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", name, "<true>"],
            capture_output=True, check=True)


def nodes(node, depth=0):
    """A node and all below it. What vanishes meanwhile is left out."""
    if node is None or depth > 40:
        return
    yield node
    try:
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except Exception:  # the window changed while it was looked at
        return
    for child in children:
        yield from nodes(child, depth + 1)


def application(pid):
    """The accessible root of a program."""
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        try:
            if child is not None and child.get_process_id() == pid:
                return child
        except Exception:  # a program that is ending
            continue
    return None


class Program:
    """The program, started for real, with a home of its own."""

    started = []

    def __init__(self, desktop, binary, *files, home=None, environment=None):
        self.desktop = desktop
        self.home = home or tempfile.mkdtemp(prefix="communique-home-")
        variables = dict(os.environ, HOME=self.home, **(environment or {}))
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            variables.pop(name, None)
        self.process = subprocess.Popen([binary, *files], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        Program.started.append(self)
        wait("the window on the accessibility bus", lambda: self.process.poll() is not None or self.names())
        if self.process.poll() is not None:
            raise Failure(f"the program ended: {self.process.stderr.read().decode()}")

    def nodes(self):
        root = application(self.process.pid)
        if root is None:
            return []
        root.clear_cache()
        return list(nodes(root))

    def names(self):
        """What a screen reader can read out, in order."""
        found = []
        for node in self.nodes():
            try:
                found.append(node.get_name() or "")
            except Exception:  # the window changed while it was looked at
                continue
        return [name for name in found if name]

    def says(self, words):
        return any(words in name for name in self.names())

    def expect(self, words):
        wait(f"the window says {words!r}", lambda: self.says(words))

    def expect_gone(self, words):
        wait(f"the window no longer says {words!r}", lambda: not self.says(words))

    def find(self, name):
        """A control of this name; where the name ends with *, the first that begins so."""
        def fits(found):
            return found.startswith(name[:-1]) if name.endswith("*") else found == name

        for node in self.nodes():
            try:
                if fits(node.get_name() or "") and node.get_action_iface() is not None:
                    return node
            except Exception:  # the window changed while it was looked at
                continue
        return None

    def click(self, name):
        """Presses a control by its name, as a screen reader does."""
        wait(f"a control named {name!r}", lambda: self.find(name)).get_action_iface().do_action(0)

    def selected(self):
        """The words of the selected passage."""
        start = "Selected passage: "
        return next((name[len(start):] for name in self.names() if name.startswith(start)), "")

    def window(self):
        found = self.desktop.run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).stdout.split()
        found = found or self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "communique").stdout.split()
        return int(found[-1]) if found else None

    def title(self):
        window = self.window()
        return self.desktop.run("xdotool", "getwindowname", str(window)).stdout.decode().strip() if window else ""

    def keys(self, *keys):
        self.desktop.activate(wait("a window", self.window))
        self.desktop.keys(*keys)

    def close_by_window_manager(self):
        self.keys("alt+F4")

    def has_ended(self):
        return self.process.poll() is not None

    def expect_end(self, status=0):
        wait("the program ends", self.has_ended)
        if self.process.returncode != status:
            raise Failure(f"the program ended with {self.process.returncode}: {self.process.stderr.read().decode()}")

    def kill(self):
        if not self.has_ended():
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
