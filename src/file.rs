//! Reading whole files, with a bound: what is no regular file is refused before it is opened, because
//! a pipe never ends and a device may not either.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf, absolute};

/// Reads a regular file, or what a link to one leads to, of at most `limit` bytes.
///
/// # Errors
/// What the system says; or that the file is a folder, a pipe or a device; or that it is larger.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let size = regular(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
    // The size is a hint only: the file may grow while it is read.
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is larger than {} MiB", limit >> 20)));
    }
    Ok(bytes)
}

/// Reads a regular file as text in UTF-8; see [`read`].
///
/// # Errors
/// Those of [`read`], and bytes that are not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("it is not UTF-8: {}", error.utf8_error())))
}

/// The size of a regular file, or of what a link to one leads to, in bytes.
///
/// # Errors
/// What the system says, or that it is a folder, a pipe or a device.
pub fn regular(path: &Path) -> io::Result<u64> {
    let meta = fs::metadata(path)?;
    match meta.is_file() {
        true => Ok(meta.len()),
        false if meta.is_dir() => Err(io::Error::other("it is a folder")),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// A path as messages show it: with `/` on every system.
pub fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    // Elsewhere a backslash is part of a name.
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// Links that are followed on the way to one file.
const MOST_LINKS: usize = 40;

/// Where a path that begins with `root` leads, all links followed; `None` where a link or a `..` leads out of it. Nothing
/// outside is looked at, so that nobody learns what is there.
///
/// # Errors
/// What the system says of a part of the path.
pub fn within(root: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let real = root.canonicalize()?;
    // One of them may be written in full, and the other from the folder that this runs in.
    let (root, path) = (absolute(root)?, absolute(path)?);
    let Ok(below) = path.strip_prefix(&root) else { return Ok(None) };
    let mut found = real.clone();
    let mut links = 0;
    // The next part last.
    let mut parts: Vec<PathBuf> = reversed(below);
    while let Some(part) = parts.pop() {
        match part.components().next() {
            None | Some(Component::CurDir) => continue,
            Some(Component::Normal(_)) => {}
            Some(Component::ParentDir) if found != real => {
                found.pop();
                continue;
            }
            _ => return Ok(None),
        }
        let next = found.join(&part);
        if !next.symlink_metadata()?.is_symlink() {
            found = next;
            continue;
        }
        links += 1;
        if links > MOST_LINKS {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let target = next.read_link()?;
        if target.has_root() {
            let Ok(inside) = target.strip_prefix(&real).or_else(|_| target.strip_prefix(&root)) else {
                return Ok(None);
            };
            found.clone_from(&real);
            parts.append(&mut reversed(inside));
        } else {
            parts.append(&mut reversed(&target));
        }
    }
    Ok(Some(found))
}

fn reversed(path: &Path) -> Vec<PathBuf> {
    path.components().rev().map(|part| PathBuf::from(part.as_os_str())).collect()
}

/// Whether an error only says that there is no file.
pub fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether an error only says that there is no file, or that none can have that name.
pub fn is_nowhere(error: &io::Error) -> bool {
    #[cfg(unix)]
    let leads_to_itself = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    let leads_to_itself = false;
    let no_name = matches!(error.kind(), io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput);
    is_missing(error) || leads_to_itself || no_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_within_the_limit_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "twelve bytes").unwrap();
        assert_eq!(read(&file, 12).unwrap(), b"twelve bytes");
        assert!(read(&file, 11).unwrap_err().to_string().contains("larger"));
        assert!(read(folder.path(), 11).unwrap_err().to_string().contains("folder"));
        assert_eq!(read(&folder.path().join("b"), 11).unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&file, b"\xff").unwrap();
        assert_eq!(read_text(&file, 12).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_followed_within_its_root_only() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/file"), "x").unwrap();
        fs::write(folder.path().join("outside"), "x").unwrap();
        for (link, target) in [
            ("a/near", "b/../file"),
            ("a/far", "../../outside"),
            ("a/absolute", "/etc/hostname"),
            ("up", ".."),
            ("a/b/again", "../near"),
            ("loop", "loop"),
        ] {
            symlink(target, root.join(link)).unwrap();
        }
        symlink(root.join("a"), root.join("own")).unwrap();
        let real = root.canonicalize().unwrap().join("a/file");
        for path in ["a/file", "a/./b/../file", "a/near", "a/b/again", "own/near", "up/../a/file"] {
            let found = within(&root, &root.join(path));
            let expected = (path != "up/../a/file").then_some(&real);
            assert_eq!(found.unwrap().as_ref(), expected, "{path}");
        }
        for path in ["a/far", "a/absolute", "../outside", "../none", "a/../../outside", "up/outside", "up/none"] {
            assert_eq!(within(&root, &root.join(path)).unwrap(), None, "{path}");
        }
        for path in ["none", "a/none/../file", "loop", "a/file/x"] {
            assert!(is_nowhere(&within(&root, &root.join(path)).unwrap_err()), "{path}");
        }
        assert_eq!(within(&root, folder.path()).unwrap(), None);
    }
}
