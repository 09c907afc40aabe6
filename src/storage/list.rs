//! A page of a list of objects (Amazon S3, `ListObjectsV2`), read by the names of its elements alone: Google's has another
//! namespace than Amazon's, and some have none.

use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::object::{ListedObject, ObjectTag};

/// A page.
pub struct ListPage {
    pub objects: Vec<ListedObject>,
    /// How the next page is asked for; `None`: this is the last one.
    pub next: Option<String>,
}

/// What of an object is read.
#[derive(Default)]
struct Fields {
    key: String,
    tag: String,
    size: String,
}

/// Reads a page.
///
/// # Errors
/// It is none, or ends too early: then objects would be taken for missing that are there.
pub fn read(body: &[u8]) -> Result<ListPage, &'static str> {
    const NONE: &str = "it is no list";
    let mut reader = Reader::from_reader(body);
    let (mut path, mut said): (Vec<Vec<u8>>, String) = (Vec::new(), String::new());
    let (mut objects, mut object) = (Vec::new(), Fields::default());
    let (mut next, mut truncated, mut encoded, mut ended) = (String::new(), false, false, false);
    loop {
        match reader.read_event().map_err(|_| NONE)? {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_vec();
                if path.is_empty() && (ended || name != b"ListBucketResult") {
                    return Err(NONE);
                }
                path.push(name);
                if path.len() > DEEPEST {
                    return Err(NONE);
                }
                said.clear();
            }
            Event::Text(text) => said.push_str(&text.decode().map_err(|_| NONE)?),
            Event::CData(text) => said.push_str(&text.decode().map_err(|_| NONE)?),
            Event::GeneralRef(name) => {
                let named = name.decode().map_err(|_| NONE)?;
                let number = name.resolve_char_ref().map_err(|_| NONE)?;
                match number {
                    Some(character) => said.push(character),
                    None => said.push_str(quick_xml::escape::resolve_predefined_entity(&named).ok_or(NONE)?),
                }
            }
            Event::End(_) => {
                let names: Vec<&[u8]> = path.iter().skip(1).map(Vec::as_slice).collect();
                match names.as_slice() {
                    [b"Contents", b"Key"] => object.key.clone_from(&said),
                    [b"Contents", b"ETag"] => object.tag.clone_from(&said),
                    [b"Contents", b"Size"] => object.size.clone_from(&said),
                    [b"Contents"] => objects.push(std::mem::take(&mut object)),
                    [b"NextContinuationToken"] => next.clone_from(&said),
                    [b"IsTruncated"] => truncated = said.trim() == "true",
                    [b"EncodingType"] => encoded = said.trim() == "url",
                    _ => {}
                }
                said.clear();
                path.pop();
                ended = path.is_empty();
            }
            Event::Eof if ended => break,
            Event::Eof => return Err("the list ends too early"),
            _ => {}
        }
    }
    if truncated && next.is_empty() {
        return Err("the list has more and does not say how to ask for it");
    }
    let objects = objects.into_iter().map(|object| listed(object, encoded)).collect::<Option<_>>().ok_or(NONE)?;
    Ok(ListPage { objects, next: Some(next).filter(|next| !next.is_empty()) })
}

/// Elements within each other.
const DEEPEST: usize = 16;

fn listed(object: Fields, encoded: bool) -> Option<ListedObject> {
    let key = match encoded {
        // What is not encoded as it should be is a key as it stands.
        true => percent_decode_str(&object.key).decode_utf8().map_or(object.key.clone(), |key| key.into_owned()),
        false => object.key,
    };
    Some(ListedObject { key, tag: ObjectTag::new(&object.tag), size: object.size.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(namespace: &str, more: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><ListBucketResult{namespace}><EncodingType>url</EncodingType><Contents><Key>a%20b/c</Key>\
             <ETag>&quot;abc&#34;</ETag><Size>7</Size><Owner><ID>x</ID></Owner></Contents>{more}</ListBucketResult>"
        )
    }

    #[test]
    fn a_page_is_read_whatever_its_namespace() {
        for namespace in
            ["", " xmlns='http://s3.amazonaws.com/doc/2006-03-01/'", " xmlns='http://doc.s3.amazonaws.com/2006-03-01'"]
        {
            let read = read(page(namespace, "").as_bytes()).unwrap_or_else(|why| panic!("{namespace}: {why}"));
            assert_eq!((read.objects.len(), read.next), (1, None));
            assert_eq!((read.objects[0].key.as_str(), read.objects[0].size), ("a b/c", 7));
            assert_eq!(read.objects[0].tag, ObjectTag::new("\"abc\""));
        }
        let more = "<IsTruncated>true</IsTruncated><NextContinuationToken>t&amp;1</NextContinuationToken>";
        assert_eq!(read(page("", more).as_bytes()).ok().and_then(|page| page.next).as_deref(), Some("t&1"));
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let whole = page("", "");
        for end in 1..whole.len() {
            assert!(read(&whole.as_bytes()[..end]).is_err(), "{end}");
        }
        let more = page("", "<IsTruncated>true</IsTruncated>");
        for no in ["", "<html/>", "<Error><Code>x</Code></Error>", &more, &"<ListBucketResult>".repeat(99)] {
            assert!(read(no.as_bytes()).is_err(), "{no}");
        }
    }
}
