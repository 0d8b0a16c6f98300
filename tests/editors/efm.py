"""Opens a draft in efm-langserver, as an editor would, and prints what it says: efm.py CONFIG DRAFT."""

import json
import pathlib
import subprocess
import sys

config, draft = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
server = subprocess.Popen(["efm-langserver", "-c", config, "-q"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.stdin.flush()


def hear():
    length = 0
    while (line := server.stdout.readline().strip()):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return json.loads(server.stdout.read(length))


send({"id": 1, "method": "initialize", "params": {"rootUri": draft.parent.as_uri(), "capabilities": {}}})
hear()
send({"method": "initialized", "params": {}})
document = {"uri": draft.as_uri(), "languageId": "markdown", "version": 1, "text": draft.read_text()}
send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
while (message := hear()).get("method") != "textDocument/publishDiagnostics":
    pass
server.kill()
found = message["params"]["diagnostics"]
for one in found:
    print(f"{one['range']['start']['line'] + 1}:{one['range']['start']['character'] + 1} {one['severity']} {one['message']}")
assert any("cliche-opener" in one["message"] and one["severity"] == 2 and one["range"]["start"] == {"line": 2, "character": 2} for one in found), found
