"""Answers the phrases of flows/order.flow, and gets its messages. Python 3, standard library only.

    export FLOW_HOST_SECRET=whsec_$(head -c 32 /dev/urandom | base64)
    python3 bindings.py 3000
    flow-host serve flows/order.flow --bindings URL      (the one that is printed)
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = os.environ.get("FLOW_HOST_SECRET", "").split()
TOLERANCE = 5 * 60  # seconds that the clocks may differ
LIMIT = 100
HOST = "localhost"  # nobody else needs to reach it

# What was answered, by key: whoever asks again gets the same answer. A real program keeps this in its database, in the transaction
# that does what was asked for.
answered = {}


def card_is_valid(question):
    return {"answer": True}


def receipt_for_total(question):
    return {"answer": "receipt for " + question["arguments"]["total"]}


def write_total_into_the_books(question):
    print("booked:", question["arguments"]["total"], "for", question["instance"], flush=True)
    return {}


PHRASES = {
    "card_is_valid": card_is_valid,
    "receipt_for_total": receipt_for_total,
    "write_total_into_the_books": write_total_into_the_books,
}


def deliver(message):
    if message["actor"] == "bank":
        is_covered = float(message["payload"]["total"]) <= LIMIT
        return {"event": "charged" if is_covered else "declined", "payload": {}}
    print("to the customer:", message["message"], message["payload"], flush=True)
    return {}


def is_signed(headers, body):
    """Whether a request is signed as Standard Webhooks says, and new."""
    key, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > TOLERANCE:
        return False
    signed = f"{key}.{sent}.".encode() + body
    for secret in SECRETS:
        mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256)
        expected = "v1," + base64.b64encode(mac.digest()).decode()
        given = headers.get("webhook-signature", "").split()
        if any(hmac.compare_digest(expected, signature) for signature in given):
            return True
    return False


class Bindings(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            return  # the host has ended in the middle of its request, and asks again later
        if not is_signed(self.headers, body):
            return self.answer(401, {})
        question = json.loads(body)
        key = question["key"]
        if key not in answered:
            answer = PHRASES[question["function"]] if "function" in question else deliver
            answered[key] = answer(question)
        self.answer(200, answered[key])

    def answer(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer((HOST, int(sys.argv[1])), Bindings)
    print(f"http://{HOST}:{server.server_port}/flow", flush=True)
    server.serve_forever()
