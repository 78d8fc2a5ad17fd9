//! The desktop portal on the session's bus: whether it offers file dialogs, and whether the desktop is dark.

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::OwnedValue,
};

/// An interface of the portal.
fn interface(name: &'static str) -> zbus::Result<Proxy<'static>> {
    Proxy::new(&Connection::session()?, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", name)
}

/// Whether the portal offers file dialogs. Asks the bus and may wait for the portal to start.
pub(super) fn has_file_dialog() -> bool {
    interface("org.freedesktop.portal.FileChooser").and_then(|chooser| chooser.get_property::<u32>("version")).is_ok()
}

/// Whether the desktop is set to dark; none where it does not say.
pub(super) fn prefers_dark() -> Option<bool> {
    let settings = interface("org.freedesktop.portal.Settings").ok()?;
    // `Read` wraps the value twice in old portals; `ReadOne` of newer ones is missing there.
    let value: OwnedValue = settings.call("Read", &("org.freedesktop.appearance", "color-scheme")).ok()?;
    let number =
        value.downcast_ref::<u32>().or_else(|_| value.downcast_ref::<zbus::zvariant::Value<'_>>().and_then(|inner| inner.downcast_ref()));
    match number {
        Ok(1) => Some(true),
        Ok(2) => Some(false),
        _ => None,
    }
}
