//! `[publish]` and what else may hold a secret in `tidings.toml`: nothing of it is in any report.

mod support;

use support::Site;

const MARK: &str = "SECRETPW";
const SITE: &str = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";

#[test]
fn a_secret_in_the_configuration_is_in_no_report() {
    let cases = [
        "[publish]\nsecret_access_key = \"SECRETPW\"\n",
        "[publish]\nto = \"s3://b\"\ncredentials = \"AK:SECRETPW\"\n",
        "[publish]\nto = \"s3://b\"\nendpoint = \"AK:SECRETPW\"\n",
        "[publish]\nto = \"s3://b\"\nendpoint = [\"https://AK:SECRETPW@h/\"]\n",
        "[publish]\nto = \"s3://AK:SECRETPW@b/k\n",
        "[publish]\nto = \"s3://AK:SECRETPW@b/k\"\n",
        "[publish]\nto = \"s3://b\"\npurge = \"SECRETPW\"\n",
        "[publish]\nto = \"s3://b\"\npurge = \"cloudflare\"\nzone = \"SECRETPW \"\n",
        "[publish]\nto = \"s3://b\"\nregion = 'SECRETPW\n",
        "publish.secret = \"SECRETPW\"\n",
        "[ledger]\nat = \"s3://AK:SECRETPW@b/k\"\n",
        "[ledger]\nat = \"https://u:SECRETPW@b/k\"\n",
        "[output]\nurl = \"https://u:SECRETPW@b.example/k/\"\n",
        "[output]\nhub = \"https://u:SECRETPW@b.example/k/\"\n",
        "[output]\nhub = [\"https://u:SECRETPW@b.example/k/\", 3]\n",
        "[organization]\nname = \"N\"\nurl = \"https://u:SECRETPW@b.example/\"\n",
        "[output]\napi_token = \"SECRETPW\"\n",
    ];
    let texts = cases.iter().map(|more| match more.starts_with("publish.") {
        true => format!("{more}{SITE}"),
        false => format!("{SITE}{more}"),
    });
    let url = "[site]\ntitle = \"T\"\nurl = \"https://u:SECRETPW@acme.example/\"\n".to_owned();
    for text in texts.chain([url]) {
        let site = Site::bare();
        site.write("tidings.toml", &text).write("content/2026-01-02-a.md", "Words.\n");
        for form in ["text", "json", "github"] {
            let ran = site.run(&["build", "--format", form]);
            assert_eq!(ran.code, 2, "{text}{}", ran.err);
            assert!(!ran.out.contains(MARK) && !ran.err.contains(MARK), "{text}{}{}", ran.out, ran.err);
            assert!(ran.err.contains("tidings.toml") || ran.out.contains("tidings.toml"), "{text}{}", ran.err);
        }
    }
}

#[test]
fn what_is_no_secret_is_shown() {
    let site = Site::bare();
    site.write("tidings.toml", "[site]\ntitel = \"A title\"\n");
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("titel = \"A title\"") && ran.err.contains("tidings.toml:2:1"), "{}", ran.err);
}
