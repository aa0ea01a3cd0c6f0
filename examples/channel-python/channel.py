#!/usr/bin/env python3
"""渠道接入示例（Python，仅标准库）：提交、重复提交、批量提交、跟踪变化、读取答复。
A channel in Python, standard library only: push, push again, push many, follow the changes, read the answer."""
import hashlib
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

BASE_URL = os.environ.get("SUQIAO_URL", "http://127.0.0.1:8080").rstrip("/")
CHANNEL = os.environ.get("SUQIAO_CHANNEL", "digital-federation")
FOLLOW_SECONDS = float(os.environ.get("SUQIAO_FOLLOW_SECONDS", "20"))
PATIENCE_SECONDS = 120


def channel_key():
    """The channel's key: from SUQIAO_KEY, else the sample one that `npm start` wrote."""
    if os.environ.get("SUQIAO_KEY"):
        return os.environ["SUQIAO_KEY"]
    state = os.environ.get("SUQIAO_STATE_DIR") or pathlib.Path(__file__).resolve().parents[2] / ".suqiao"
    return json.loads((pathlib.Path(state) / "credentials.json").read_text(encoding="utf-8"))["channels"][CHANNEL]


KEY = channel_key()


def call(method, path, body=None, headers=None):
    """One request, sent again while Suqiao is away (503), busy (429) or at work on the same key (409 with Retry-After).
    The key stays the same, so nothing is doubled. Returns body, headers; raises HTTPError for a refusal."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        request = urllib.request.Request(BASE_URL + path, data=body, method=method, headers={"authorization": f"Bearer {KEY}", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.read().decode("utf-8"), response.headers
        except urllib.error.HTTPError as error:
            again = error.code in (429, 503) or (error.code == 409 and error.headers.get("retry-after"))
            if not again or time.monotonic() > end:
                raise
            pause = float(error.headers.get("retry-after") or 1)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            if time.monotonic() > end:
                raise
            pause = 1
        time.sleep(min(pause, 30))


def push(appeal):
    """Pushes one appeal; returns its tracking number and whether it was there before."""
    key = hashlib.sha256(appeal["channelReference"].encode("utf-8")).hexdigest()
    text, headers = call("POST", "/api/v1/appeals", json.dumps(appeal).encode("utf-8"), {"content-type": "application/json", "idempotency-key": key})
    return json.loads(text)["trackingNumber"], headers.get("idempotent-replayed") == "true"


def push_all(appeals):
    """Pushes up to 10,000 appeals in one call; one answer a line. An answer without its summary was cut: send it all again."""
    body = "".join(json.dumps(appeal, ensure_ascii=False) + "\n" for appeal in appeals).encode("utf-8")
    for _ in range(20):
        text, _headers = call("POST", "/api/v1/appeals/bulk", body, {"content-type": "application/x-ndjson"})
        answers = [json.loads(line) for line in text.splitlines() if line.strip()]
        if answers and "summary" in answers[-1]:
            return answers[:-1]
        time.sleep(1)
    raise RuntimeError("the answer was cut twenty times in a row")


def changes(after):
    """A page of changes behind a cursor."""
    return json.loads(call("GET", "/api/v1/changes?" + urllib.parse.urlencode({"after": after}))[0])


def main():
    run = f"demo-py-{time.time_ns()}"

    def appeal(number):
        return {
            "channelReference": f"{run}-{number}", "title": f"项目竣工两年，工程款仍未支付（{number}）", "content": "我公司承建的厂房改造已通过验收，建设单位一直未付尾款 86 万元，请予协调。",
            "appellant": {"name": "济南示例建筑有限公司", "contact": "王示例", "phone": "13800000000"}, "divisionCode": "370102", "categoryCode": "arrears-by-public-bodies.project-settlement",
        }

    cursor = changes("latest")["nextCursor"]  # 从此刻起跟踪 changes from now on
    first, _ = push(appeal(1))
    print(f"已提交 pushed {first}")
    # 没收到回答时照样再发一次：仍是同一件 When no answer came, push again: it is the same appeal.
    again, replayed = push(appeal(1))
    print(f"重复提交 pushed again {again} replayed={str(replayed).lower()}")
    numbers = [first]
    for answer in push_all([appeal(number) for number in (2, 3, 4)]):
        if answer["status"] == "refused":
            print(f"拒绝 refused {answer['problem']['title']}")
            continue
        numbers.append(answer["trackingNumber"])
        print(f"批量 bulk {answer['trackingNumber']} {answer['status']}")

    end = time.monotonic() + FOLLOW_SECONDS
    waiting = set(numbers)
    while waiting and time.monotonic() < end:
        page = changes(cursor)
        for change in page["items"]:
            if change["trackingNumber"] not in numbers:
                continue
            print(f"变化 change {change['trackingNumber']} {change['type']} {(change['unitName'] or {}).get('zh', '')}")
            if change["type"] in ("answered", "closed"):
                waiting.discard(change["trackingNumber"])
        cursor = page["nextCursor"]  # 实际使用时请保存，重启后从这里继续 In earnest, keep it and go on from it after a restart.
        if not page["more"]:
            time.sleep(0.5)
    for number in numbers:
        view = json.loads(call("GET", f"/api/v1/appeals/{number}")[0])
        print(f"答复 answer {number} {view['status']}: {view['answer'] or '尚未答复 not answered yet'}")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", line_buffering=True)
    try:
        main()
    except urllib.error.HTTPError as error:
        print(f"{error.code} {error.read().decode('utf-8', 'replace')}", file=sys.stderr)
        sys.exit(1)
