//! How often and how long a fault that may pass is waited out.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::object::Variables;

/// Attempts, all in all; `AWS_MAX_ATTEMPTS` says another number, as for all programs that speak S3.
const ATTEMPTS: u32 = 5;
/// The longest first wait; each that follows may be four times as long.
const FIRST: Duration = Duration::from_millis(100);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(20);

/// How many attempts a request has.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    attempts: u32,
}

impl Patience {
    pub fn of(variables: Variables<'_>) -> Self {
        let told = variables("AWS_MAX_ATTEMPTS").and_then(|text| text.trim().parse().ok());
        Self { attempts: told.unwrap_or(ATTEMPTS).clamp(1, 20) }
    }

    /// One attempt alone.
    pub fn once() -> Self {
        Self { attempts: 1 }
    }

    /// Whether there is another attempt after `made`; if so, waits before it, as long as the storage says (`Retry-After`)
    /// or a random time, so that of several that were turned away together each comes alone.
    pub fn wait(self, made: u32, told: Option<Duration>) -> bool {
        if made >= self.attempts {
            return false;
        }
        let longest = FIRST.saturating_mul(4_u32.saturating_pow(made.saturating_sub(1))).min(LONGEST);
        let random = RandomState::new().build_hasher().finish() % 1000;
        let own = longest.mul_f64(random as f64 / 1000.0);
        std::thread::sleep(told.map_or(own, |told| told.min(LONGEST).max(own)));
        true
    }
}

/// Seconds of a `Retry-After` (RFC 9110, 10.2.3); a date is not waited for.
pub fn retry_after(field: Option<&str>) -> Option<Duration> {
    field?.trim().parse().ok().map(Duration::from_secs)
}
