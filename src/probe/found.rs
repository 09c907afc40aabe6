//! What has been found, each by its rule: the table has what to do and the specification.

use crate::diagnostic::{Secrets, Severity};
use crate::validate::Finding;
use crate::validate::rules::Rule;

/// What has been found of one feed.
#[derive(Debug, Default)]
pub struct Found {
    pub findings: Vec<Finding>,
    /// What no message may show.
    pub secrets: Secrets,
}

impl Found {
    /// A breach of a rule, as grave as the rule says.
    pub fn add(&mut self, rule: &'static Rule, message: impl Into<String>) {
        self.weigh(rule, rule.code.severity(), message);
    }

    /// A breach that keeps pollers from the feed, or from what is new in it.
    pub fn error(&mut self, rule: &'static Rule, message: impl Into<String>) {
        self.weigh(rule, Severity::Error, message);
    }

    /// What is worth knowing.
    pub fn note(&mut self, rule: &'static Rule, message: impl Into<String>) {
        self.weigh(rule, Severity::Info, message);
    }

    fn weigh(&mut self, rule: &'static Rule, severity: Severity, message: impl Into<String>) {
        let message = self.secrets.hide(&message.into());
        if self.findings.iter().any(|known| known.code == rule.code && known.message == message) {
            return;
        }
        // It is about an answer and has no place in the bytes.
        self.findings.push(Finding {
            severity,
            code: rule.code,
            w3c: None,
            line: 0,
            column: 0,
            offset: 0,
            length: 0,
            message,
            help: rule.help,
            spec: rule.spec,
        });
    }
}
