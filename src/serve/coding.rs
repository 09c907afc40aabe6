//! Content codings: which a client takes (RFC 9110, 12.5.3), and bytes in them.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// None.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
}

impl Coding {
    /// What `Content-Encoding` says.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// Larger than this, bytes are not compressed: they would be held twice.
const LARGEST: usize = 16 << 20;
/// Smaller than this, nothing is gained.
const SMALLEST: usize = 256;

/// The codings that a client takes, the dearest to it first; of those as dear, the smallest. Identity is always among
/// them: a client that takes nothing at all is better served than refused (12.5.3).
pub fn accepted(headers: &HeaderMap) -> Vec<Coding> {
    let mut weights = [(Coding::Brotli, None), (Coding::Gzip, None), (Coding::Identity, None)];
    let mut others = None;
    let fields = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    for member in fields.flat_map(|field| field.split(',')) {
        let mut parts = member.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(Some(1.0), |text| text.trim().parse::<f32>().ok()).unwrap_or(0.0);
        let coding = match name.as_str() {
            "br" => 0,
            "gzip" | "x-gzip" => 1,
            "identity" => 2,
            "*" => {
                others = Some(weight);
                continue;
            }
            _ => continue,
        };
        weights[coding].1 = Some(weight);
    }
    // Without a word, identity alone; with `*`, the others as dear as that.
    let known = |(coding, weight): (Coding, Option<f32>)| {
        let otherwise = if coding == Coding::Identity { Some(f32::MIN_POSITIVE) } else { None };
        let weight = weight.or(others.filter(|_| coding != Coding::Identity)).or(otherwise)?;
        (weight > 0.0).then_some((coding, weight))
    };
    let mut taken: Vec<(Coding, f32)> = weights.into_iter().filter_map(known).collect();
    taken.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut taken: Vec<Coding> = taken.into_iter().map(|(coding, _)| coding).collect();
    if !taken.contains(&Coding::Identity) {
        taken.push(Coding::Identity);
    }
    taken
}

/// The bytes in a coding; `None` where they are not smaller by it. The same bytes always give the same.
pub fn encoded(bytes: &[u8], coding: Coding) -> Option<Bytes> {
    if !(SMALLEST..=LARGEST).contains(&bytes.len()) {
        return None;
    }
    let made = match coding {
        Coding::Identity => return None,
        Coding::Gzip => {
            // Its own header has no time in it.
            let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(7));
            encoder.write_all(bytes).and_then(|()| encoder.finish()).ok()?
        }
        Coding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams { quality: 6, ..Default::default() };
            let mut made = Vec::with_capacity(bytes.len() / 3);
            brotli::BrotliCompress(&mut &*bytes, &mut made, &parameters).ok()?;
            made
        }
    };
    (made.len() < bytes.len()).then(|| Bytes::from(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_chosen_by_weight() {
        use Coding::{Brotli, Gzip, Identity};
        for (text, expected) in [
            ("", &[Identity][..]),
            ("gzip", &[Gzip, Identity]),
            ("gzip, br", &[Brotli, Gzip, Identity]),
            ("br;q=0.5, gzip;q=0.8", &[Gzip, Brotli, Identity]),
            ("gzip;q=0", &[Identity]),
            ("*", &[Brotli, Gzip, Identity]),
            ("*;q=0.1, br;q=0", &[Gzip, Identity]),
            ("identity;q=0, gzip", &[Gzip, Identity]),
            ("identity, gzip;q=0.5", &[Identity, Gzip]),
            ("GZIP;Q=1.0", &[Gzip, Identity]),
            ("gzip;q=x, deflate, zstd", &[Identity]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, text.parse().unwrap());
            assert_eq!(accepted(&headers), expected, "{text}");
        }
        assert_eq!(accepted(&HeaderMap::new()), [Identity]);
    }

    #[test]
    fn the_same_bytes_come_back() {
        use std::io::Read;
        let text = "the gauge is in place. ".repeat(200);
        let gzip = encoded(text.as_bytes(), Coding::Gzip).unwrap();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gzip).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        assert_eq!(gzip[4..8], [0; 4], "no time in its header");
        let brotli = encoded(text.as_bytes(), Coding::Brotli).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert_eq!(encoded(b"short", Coding::Gzip), None);
    }
}
