//! What goes wrong on the way: every cut, every answer, every moment at which the program may end.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tidings::config::{StorageAccess, StoragePlace};
use tidings::storage::{ContentHash, Precondition, ServedAs, Storage, Stored};

use crate::ground::{Ground, SECRETS, dangling, ran};
use crate::support::Ran;
use crate::support::storage::{Asked, Fault, Objects, S3Server};

/// A storage at a server, with credentials of the test.
fn open(server: &S3Server, attempts: &'static str) -> Storage {
    let variables = move |name: &str| {
        Some(match name {
            "AWS_ACCESS_KEY_ID" => "AKIDTEST".to_owned(),
            "AWS_SECRET_ACCESS_KEY" => SECRETS[0].to_owned(),
            "AWS_MAX_ATTEMPTS" => attempts.to_owned(),
            _ => return None,
        })
    };
    let place = StoragePlace::parse("s3://news/feeds").unwrap();
    let access = StorageAccess { endpoint: Some(server.endpoint().parse().unwrap()), ..StorageAccess::default() };
    Storage::open(&place, &access, ".".as_ref(), &variables).unwrap()
}

fn served() -> ServedAs {
    ServedAs { media_type: "text/plain; charset=utf-8".to_owned(), ..ServedAs::default() }
}

#[test]
fn an_upload_that_is_cut_anywhere_is_made_once() {
    // The longest request, to its last byte.
    let server = S3Server::start();
    let length = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&length);
    server.state().fault = Box::new(move |asked: &Asked, _| {
        let fields: usize = asked.fields.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        seen.fetch_max(fields + asked.query.len() + 40, Ordering::Relaxed);
        Fault::None
    });
    open(&server, "1").put("a.xml", b"twelve bytes", &served(), Precondition::Absent).unwrap();
    let whole = length.load(Ordering::Relaxed) + 12;
    assert!(whole > 400, "{whole}");
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let server = S3Server::start();
                let storage = open(&server, "4");
                loop {
                    let cut = next.fetch_add(1, Ordering::Relaxed);
                    if cut > whole {
                        return;
                    }
                    let mut first = true;
                    server.state().fault = Box::new(move |asked: &Asked, _| match asked.method.as_str() {
                        "PUT" if std::mem::take(&mut first) => Fault::CutAfter(cut),
                        _ => Fault::None,
                    });
                    let (key, bytes) = (format!("{cut}.xml"), format!("{cut:012}"));
                    let stored = storage.put(&key, bytes.as_bytes(), &served(), Precondition::Absent).unwrap();
                    let object = server.state().objects[&format!("feeds/{key}")].clone();
                    assert_eq!(object.bytes, bytes.as_bytes());
                    let Stored::Done(tag) = stored else { panic!("{cut}: {stored:?}") };
                    assert_eq!(tag.as_str(), object.tag, "{cut}");
                    let log = server.take_log();
                    let done = log.iter().filter(|line| line.starts_with("PUT ") && line.ends_with("200")).count();
                    assert_eq!(done, 1, "{cut}: {log:?}");
                }
            });
        }
    });
}

#[test]
fn an_answer_that_is_lost_is_looked_up_and_the_write_not_repeated() {
    for fault in [Fault::LostAnswer, Fault::HalfAnswer, Fault::ByteByByte] {
        for precondition in ["absent", "tagged", "nothing"] {
            let server = S3Server::start();
            let storage = open(&server, "3");
            let Stored::Done(before) = storage.put("a.xml", b"before", &served(), Precondition::Nothing).unwrap()
            else {
                panic!()
            };
            let (key, condition) = match precondition {
                "absent" => ("b.xml", Precondition::Absent),
                "tagged" => ("a.xml", Precondition::Tagged(&before)),
                _ => ("a.xml", Precondition::Nothing),
            };
            server.take_log();
            let (mut first, fault) = (true, fault.clone());
            server.state().fault =
                Box::new(move |_, _| if std::mem::take(&mut first) { fault.clone() } else { Fault::None });
            let stored = storage.put(key, b"after", &served(), condition).unwrap();
            let object = server.state().objects[&format!("feeds/{key}")].clone();
            assert!(matches!(&stored, Stored::Done(tag) if tag.as_str() == object.tag), "{stored:?}");
            assert_eq!(object.fields["x-amz-meta-sha256"], ContentHash::of(b"after").as_str());
            assert_eq!(server.take_log().iter().filter(|line| line.starts_with("PUT ")).count(), 1);
        }
    }
    // Where it cannot be looked up either, the same condition says as much.
    let server = S3Server::start();
    let mut asked_for = 0;
    server.state().fault = Box::new(move |_, _| {
        asked_for += 1;
        match asked_for {
            1 => Fault::LostAnswer,
            2 => Fault::CutAfter(0),
            _ => Fault::None,
        }
    });
    let stored = open(&server, "3").put("a.xml", b"once", &served(), Precondition::Absent).unwrap();
    assert!(matches!(stored, Stored::Done(_)), "{stored:?}");
    let log = server.take_log();
    assert_eq!(log.iter().filter(|line| line.starts_with("PUT ") && line.ends_with("200")).count(), 1, "{log:?}");
}

#[test]
fn faults_that_pass_are_waited_out() {
    for answer in [
        Fault::Answer(500, "InternalError", ""),
        Fault::Answer(503, "SlowDown", "Retry-After: 0"),
        Fault::Answer(409, "ConditionalRequestConflict", ""),
        Fault::Answer(429, "TooManyRequests", ""),
        Fault::Answer(400, "RequestTimeout", ""),
        Fault::CutAfter(0),
        Fault::LostAnswer,
        Fault::HalfAnswer,
        Fault::ByteByByte,
    ] {
        // Each third request, whatever it is.
        let ground = Ground::new(3);
        let (mut number, fault) = (0_usize, answer.clone());
        ground.server.state().fault = Box::new(move |asked: &Asked, _| {
            // To HEAD there is no body, and so no word for why.
            let has_words = asked.method != "HEAD" || !matches!(fault, Fault::Answer(400, ..));
            number += usize::from(has_words);
            if has_words && number % 3 == 0 { fault.clone() } else { Fault::None }
        });
        let ran = ground.publish(&[]);
        assert_eq!(ran.code, 0, "{answer:?}: {}{}", ran.out, ran.err);
        ground.mend();
        assert!(ground.publish(&[]).out.contains(": 0 uploaded"), "{answer:?}");
        assert_eq!(dangling(&ground.server.state().objects), Vec::<String>::new());
    }
}

#[test]
fn faults_that_stay_end_it_and_no_secret_is_told() {
    let faults = [
        (Fault::Answer(403, "AccessDenied", ""), "403: the credentials may not do this"),
        (Fault::Answer(403, "SignatureDoesNotMatch", ""), "the secret key is not the one"),
        (Fault::Answer(403, "RequestTimeTooSkewed", ""), "clock"),
        (Fault::Answer(403, "ExpiredToken", ""), "expired"),
        (Fault::Answer(404, "NoSuchBucket", ""), "no such bucket"),
        (Fault::Answer(400, "AuthorizationHeaderMalformed", ""), "another region"),
        (Fault::Answer(301, "PermanentRedirect", "Location: http://127.0.0.1:1/"), "elsewhere"),
        (Fault::Answer(500, "InternalError", ""), "500 again and again"),
        (Fault::Answer(503, "SlowDown", ""), "503 again and again"),
        (Fault::Answer(405, "X-Amz-Signature", ""), "405"),
        (Fault::CutAfter(0), "does not answer"),
        (Fault::CutAfter(200), "does not answer"),
        (Fault::LostAnswer, "does not answer"),
        (Fault::HalfAnswer, "does not answer"),
    ];
    for (fault, words) in faults {
        // From the first request on, and from the first upload on.
        for from in ["", "feeds/news.atom.xml"] {
            let ground = Ground::new(3);
            let unsure = matches!(fault, Fault::LostAnswer | Fault::HalfAnswer);
            let kept = fault.clone();
            ground.server.state().fault = Box::new(move |asked: &Asked, _| match asked.key.as_str() {
                key if from.is_empty() || key == from && asked.method != "GET" => kept.clone(),
                _ => Fault::None,
            });
            let run = |more: &[&str]| -> Ran {
                ran(ground.command(&[&["publish"], more].concat()).env("AWS_MAX_ATTEMPTS", "2"))
            };
            let ended = run(&[]);
            assert_eq!(ended.code, 2, "{fault:?}: {}{}", ended.out, ended.err);
            let told = ended.err.contains(words) || (ended.err.contains("cannot") && !from.is_empty());
            assert!(told, "{fault:?} {from}: {}", ended.err);
            assert!(!ended.out.contains("published to"), "{}", ended.out);
            let ended = run(&["--format", "json", "--verbose"]);
            assert!(ended.code == 2 && ended.out.contains("publish-failed"), "{fault:?}: {}", ended.out);
            let keys = ground.server.keys();
            assert!(!keys.iter().any(|key| key.contains("manifest")), "{fault:?}: {keys:?}");
            assert!(unsure || !keys.contains(&"feeds/news.rss.xml".to_owned()), "{keys:?}");
            ground.mend();
            assert_eq!(ground.publish(&[]).code, 0);
            assert_eq!(dangling(&ground.server.state().objects), Vec::<String>::new());
        }
    }
}

/// Publishes again and again, each time killed at one request further, and then to the end: what readers see is whole all
/// the time, and in the end it is what an undisturbed run gives.
fn killed_everywhere(prepare: impl Fn(&Ground), fault: &Fault) {
    let expected = {
        let ground = Ground::new(5);
        prepare(&ground);
        assert_eq!(ground.publish(&[]).code, 0);
        bytes(&ground.server.state().objects)
    };
    for at in 0.. {
        let ground = Ground::new(5);
        prepare(&ground);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let found = Arc::clone(&seen);
        ground.server.state().watch = Box::new(move |objects: &Objects| {
            found.lock().unwrap().extend(dangling(objects));
        });
        let (program, killed) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let (of, done, fault, mut number) = (Arc::clone(&program), Arc::clone(&killed), fault.clone(), 0);
        ground.server.state().fault = Box::new(move |_, _| {
            number += 1;
            if number <= at {
                return Fault::None;
            }
            // Its number is known before the server lets its first request through: `state` is held until then.
            let program = of.swap(0, Ordering::SeqCst);
            if program != 0 {
                // Said before: whoever waits for its end hears of it at once.
                done.store(1, Ordering::SeqCst);
                let status = std::process::Command::new("kill").args(["-9", &program.to_string()]).status();
                assert!(status.is_ok_and(|status| status.success()));
                return fault.clone();
            }
            Fault::None
        });
        let held = ground.server.state();
        let mut child = ground
            .command(&["publish"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        program.store(child.id(), Ordering::SeqCst);
        drop(held);
        let ended = child.wait().unwrap();
        let was_killed = killed.load(Ordering::SeqCst) == 1;
        assert_eq!(ended.success(), !was_killed);
        ground.mend();
        let ran = ground.publish(&[]);
        assert_eq!(ran.code, 0, "{at}: {}{}", ran.out, ran.err);
        assert_eq!(bytes(&ground.server.state().objects), expected, "{at}");
        assert_eq!(*seen.lock().unwrap(), Vec::<String>::new(), "{at}");
        if !was_killed {
            // Far enough to have been everywhere.
            assert!(at > 12, "{at}");
            return;
        }
    }
}

/// What is there, but for tags.
fn bytes(objects: &Objects) -> Vec<(String, Vec<u8>)> {
    // A scratch object of a run that was killed stays: its name is nobody else's.
    let untagged = |key: &str| key.contains(".tidings/");
    objects.iter().filter(|(key, _)| !untagged(key)).map(|(key, object)| (key.clone(), object.bytes.clone())).collect()
}

#[cfg(unix)]
#[test]
fn killed_at_any_request_of_the_first_publication_it_can_be_finished() {
    // Before the request is carried out, and after it.
    killed_everywhere(|_| (), &Fault::CutAfter(0));
    killed_everywhere(|_| (), &Fault::LostAnswer);
}

#[cfg(unix)]
#[test]
fn killed_at_any_request_of_a_later_publication_it_can_be_finished() {
    let prepare = |ground: &Ground| {
        assert_eq!(ground.publish(&["--quiet"]).code, 0);
        for number in 6..=9 {
            ground.write_article(number);
        }
        ground.write_text(2, "It was edited.");
    };
    killed_everywhere(prepare, &Fault::CutAfter(0));
    killed_everywhere(prepare, &Fault::LostAnswer);
}

#[test]
fn credentials_come_from_whoever_gives_them() {
    // A token service, a container and a machine in one: each answers at its own path.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for mut stream in listener.incoming().flatten() {
            let mut text = Vec::new();
            let mut buffer = [0; 4096];
            // A request of a few hundred bytes: its body, where it has one, ends with the token.
            while let Ok(read) = stream.read(&mut buffer) {
                text.extend(&buffer[..read]);
                let said = String::from_utf8_lossy(&text);
                let whole = said.contains("\r\n\r\n") && (!said.contains("sts") || said.contains("WebIdentityToken="));
                if read == 0 || whole {
                    break;
                }
            }
            let text = String::from_utf8_lossy(&text).into_owned();
            let keys = |name: &str| {
                format!(
                    "{{\"AccessKeyId\":\"{name}\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2030-01-01T00:00:00Z\"}}"
                )
            };
            let body = match text.lines().next().unwrap_or_default() {
                line if line.starts_with("POST /sts") => {
                    assert!(text.contains("RoleArn=arn%3Aa") && text.contains("WebIdentityToken=who"), "{text}");
                    "<R><C><AccessKeyId>STS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></C></R>".to_owned()
                }
                line if line.starts_with("GET /container") && text.contains("uthorization: letmein") => {
                    keys("CONTAINER")
                }
                line if line.starts_with("PUT /latest/api/token") => "TOKEN".to_owned(),
                line if line.contains("security-credentials/role ") => keys("MACHINE"),
                line if line.contains("security-credentials/ ") && text.contains(": TOKEN") => "role\n".to_owned(),
                _ => String::new(),
            };
            let _ =
                write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "who\n").unwrap();
    let token = token.to_str().unwrap();
    let server = S3Server::start();
    let (sts, container) = (format!("{address}/sts"), format!("{address}/container"));
    let used = |variables: &[(&str, &str)]| -> Result<String, String> {
        let of = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let place = StoragePlace::parse("s3://news/feeds").unwrap();
        let access = StorageAccess { endpoint: Some(server.endpoint().parse().unwrap()), ..StorageAccess::default() };
        let storage = Storage::open(&place, &access, ".".as_ref(), &of).map_err(|error| error.to_string())?;
        storage.put("a", b"", &served(), Precondition::Nothing).unwrap();
        let query = server.state().requests.last().unwrap().query.clone();
        let key = query.split("X-Amz-Credential=").nth(1).unwrap().split('%').next().unwrap().to_owned();
        assert!(query.contains("X-Amz-Security-Token=t"), "{query}");
        Ok(key)
    };
    let identity = [("AWS_WEB_IDENTITY_TOKEN_FILE", token), ("AWS_ROLE_ARN", "arn:a"), ("AWS_ENDPOINT_URL_STS", &*sts)];
    assert_eq!(used(&identity).unwrap(), "STS");
    let in_container =
        [("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*container), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "letmein")];
    assert_eq!(used(&in_container).unwrap(), "CONTAINER");
    assert_eq!(used(&[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &address)]).unwrap(), "MACHINE");
    // Each before the next.
    assert_eq!(used(&[&identity[..], &in_container[..]].concat()).unwrap(), "STS");
    // What is to give them and does not is a fault, and nothing else is asked.
    let error = used(&[in_container[0]]).unwrap_err();
    assert!(error.contains("container"), "{error}");
    let error = used(&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://storage.example/")]).unwrap_err();
    assert!(error.contains("not that of a container"), "{error}");
    let error = used(&identity[..1]).unwrap_err();
    assert!(error.contains("AWS_ROLE_ARN"), "{error}");
}
