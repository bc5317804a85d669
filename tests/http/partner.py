"""Answers the phrases of any specification, and takes its messages. Python 3, standard library only.

    flow bindings order.flow | python3 partner.py

The list of phrases has their types. Answers depend on the key of a question alone, so that whoever asks again gets the same one; one
in eight is a refusal.
"""

import hashlib
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "localhost"  # nobody else needs to reach it

# A value of each type. Of another type, the question is refused.
VALUES = {
    "string": ["", "lamp", "ab\u00e9\u200d\U0001f3fd"],
    "number": ["0", "12.50", "-1"],
    "integer": [0, 1, 7],
    "boolean": [True, False],
    "time": ["2026-11-28T16:09:49Z"],
    "duration": ["PT90S", "PT0S"],
}


class Partner(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    types = {}
    guards = set()

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        chance = hashlib.sha256(question["key"].encode()).digest()
        body = json.dumps(self.choose(question.get("function"), chance)).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def choose(self, function, chance):
        if function in self.guards:
            return {"answer": chance[1] % 4 > 0}
        if function is not None and chance[0] % 8 == 0:
            return {"refused": "not today"}
        if function not in self.types:
            return {}
        values = VALUES.get(self.types[function])
        return {"answer": values[chance[1] % len(values)]} if values else {"refused": "no such value"}

    def log_message(self, *_):
        pass


def read_listing(lines):
    """Guards, and the types of what comes from the program."""
    kind = ""
    for line in lines:
        heading = re.match(r"  (\w+)", line) if not line.startswith("    ") else None
        kind = heading[1] if heading else kind
        found = re.search(r"  (\w+)\(.*\)(?:: (.+?))? {2,}\S+:\d", line)
        if found and kind == "guards":
            Partner.guards.add(found[1])
        elif found and found[2]:
            Partner.types[found[1]] = found[2]


if __name__ == "__main__":
    read_listing(sys.stdin)
    server = ThreadingHTTPServer((HOST, 0), Partner)
    print(f"http://{HOST}:{server.server_port}/flow", flush=True)
    server.serve_forever()
