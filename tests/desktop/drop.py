"""Drops files on a window as a file manager does: the source's side of the XDND protocol, version 5."""

import sys
import time
from urllib.parse import quote

from Xlib import X, display
from Xlib.protocol import event


def drop(window_id, paths, patience=10.0):
    """Drops files in the middle of a window. Returns whether the window took them."""
    connection = display.Display()
    atom = connection.intern_atom
    root = connection.screen().root
    target = connection.create_resource_object("window", window_id)
    source = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    uris = "".join(f"file://{quote(path)}\r\n" for path in paths).encode()
    uri_list = atom("text/uri-list")
    source.set_selection_owner(atom("XdndSelection"), X.CurrentTime)
    place = target.get_geometry()
    corner = root.translate_coords(target, 0, 0)
    x, y = -corner.x + place.width // 2, -corner.y + place.height // 2

    def tell(name, *numbers):
        data = (32, [source.id, *numbers, *[0] * (4 - len(numbers))])
        target.send_event(event.ClientMessage(window=target, client_type=atom(name), data=data))

    tell("XdndEnter", 5 << 24, uri_list)
    tell("XdndPosition", 0, (x << 16) | y, X.CurrentTime, atom("XdndActionCopy"))
    connection.flush()
    end = time.monotonic() + patience
    dropped = False
    while time.monotonic() < end:
        while connection.pending_events():
            happened = connection.next_event()
            if happened.type == X.SelectionRequest:
                answer = happened.property if happened.target == uri_list else X.NONE
                if answer != X.NONE:
                    happened.requestor.change_property(answer, uri_list, 8, uris)
                happened.requestor.send_event(event.SelectionNotify(
                    time=happened.time, requestor=happened.requestor, selection=happened.selection, target=happened.target, property=answer))
            elif happened.type == X.ClientMessage:
                kind, numbers = connection.get_atom_name(happened.client_type), happened.data[1]
                if kind == "XdndStatus" and not dropped:
                    if not numbers[1] & 1:
                        return False
                    tell("XdndDrop", 0, X.CurrentTime)
                    dropped = True
                elif kind == "XdndFinished":
                    return bool(numbers[1] & 1)
            connection.flush()
        time.sleep(0.01)
    return False


if __name__ == "__main__":
    sys.exit(0 if drop(int(sys.argv[1]), sys.argv[2:]) else 1)
