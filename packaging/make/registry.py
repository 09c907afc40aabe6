"""A registry of npm on this machine that knows the packages of a folder and no other: what a release would be, without one."""
import base64
import hashlib
import http.server
import json
import tarfile
import threading


def read(folder):
    """The packages by name: (description, bytes of the archive, its file name)."""
    packages = {}
    for path in folder.glob("*.tgz"):
        with tarfile.open(path) as archive:
            described = json.load(archive.extractfile("package/package.json"))
        packages[described["name"]] = (described, path.read_bytes(), path.name)
    return packages


class Registry:
    """`with Registry(folder) as address`"""

    def __init__(self, folder):
        packages = read(folder)
        self.fetched = fetched = set()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.lstrip("/").split("?")[0]
                archives = {file: (package, data) for package, (_, data, file) in packages.items()}
                if name in packages:
                    self.answer(document(self.headers["Host"], *packages[name]), "application/json")
                elif name in archives:
                    package, data = archives[name]
                    fetched.add(package)
                    self.answer(data, "application/octet-stream")
                else:
                    self.send_error(404)

            def answer(self, data, kind):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def document(host, described, data, file):
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    version = {**described, "dist": {"tarball": f"http://{host}/{file}", "integrity": integrity}}
    number = described["version"]
    return json.dumps({"name": described["name"], "dist-tags": {"latest": number}, "versions": {number: version}}).encode()
