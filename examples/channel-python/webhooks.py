#!/usr/bin/env python3
"""接收回传（Python，仅标准库）：登记回传地址，验签，按诉求保留最新的一条。
Receives webhooks, standard library only: makes a webhook, verifies what comes, keeps the newest of each appeal."""
import base64
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import sys
import time
import urllib.request

BASE_URL = os.environ.get("SUQIAO_URL", "http://127.0.0.1:8080").rstrip("/")
CHANNEL = os.environ.get("SUQIAO_CHANNEL", "digital-federation")
PORT = int(os.environ.get("SUQIAO_WEBHOOK_PORT", "9000"))
TOLERANCE_SECONDS = 300


def channel_key():
    """The channel's key: from SUQIAO_KEY, else the sample one that `npm start` wrote."""
    if os.environ.get("SUQIAO_KEY"):
        return os.environ["SUQIAO_KEY"]
    state = os.environ.get("SUQIAO_STATE_DIR") or pathlib.Path(__file__).resolve().parents[2] / ".suqiao"
    return json.loads((pathlib.Path(state) / "credentials.json").read_text(encoding="utf-8"))["channels"][CHANNEL]


def make_webhook(url):
    """Makes a webhook; returns its secret, which is shown this once: keep it where you keep passwords."""
    body = json.dumps({"url": url, "description": "示例 example"}).encode("utf-8")
    request = urllib.request.Request(BASE_URL + "/api/v1/webhooks", data=body, headers={"authorization": f"Bearer {channel_key()}", "content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)["secret"]


def is_genuine(secret, headers, body):
    """Whether Suqiao sent it, just now: https://www.standardwebhooks.com has libraries for many languages."""
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, f"{message_id}.{sent_at}.".encode() + body, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(wanted, given) for given in headers.get("webhook-signature", "").split(" "))


NEWEST = {}  # 诉求 → 已处理的最大 sequence appeal → highest sequence that was taken


class Receiver(http.server.BaseHTTPRequestHandler):
    secret = ""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if not is_genuine(self.secret, self.headers, body):
            self.send_response(401)
            self.end_headers()
            return
        message = json.loads(body)
        change = message["data"]
        # 消息可能重复、可能后到：只取更新的 Messages may come again, or late: only what is newer counts.
        if change is not None and change["sequence"] > NEWEST.get(change["appealId"], 0):
            NEWEST[change["appealId"]] = change["sequence"]
            print(f"回传 message {message['type']} {change['trackingNumber']}", flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_arguments):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Receiver)
    Receiver.secret = make_webhook(f"http://127.0.0.1:{PORT}/suqiao")
    print(f"已登记 made http://127.0.0.1:{PORT}/suqiao", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
