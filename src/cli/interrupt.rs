//! Ctrl-C: the first asks the work to stop, the second ends the program at once.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use super::screen::Screen;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static LISTENING: Once = Once::new();

/// Begins to listen; what is asked for is in the flag. Files are swapped whole, so that nothing half-written stands
/// anywhere even at the second.
pub fn listen(screen: &Screen) -> &'static AtomicBool {
    LISTENING.call_once(|| {
        let handler = ctrlc::set_handler(|| {
            if INTERRUPTED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        if let Err(error) = handler {
            screen.remark(&format!("Ctrl-C will end the program without tidying up: {error}"));
        }
    });
    &INTERRUPTED
}
