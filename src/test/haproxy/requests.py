"""requests.py PORT SMALL LARGE OVER: sends so many small and large requests, and more until the file OVER exists."""
import http.client, os, sys, threading

port, small, large, over = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
BODIES = {"small": '{"predictions":[1,2,3],"targets":[1,2,5]}',
          "large": '{"predictions":[%s],"targets":[%s]}' % (",".join(["0.25"] * 60000), ",".join(["0.5"] * 60000))}
lock = threading.Lock()
sent, failed = {"small": 0, "large": 0}, {"small": [], "large": []}


def send(kind, count):
    connection = None
    while True:
        with lock:
            if sent[kind] >= count and os.path.exists(over):
                return
            sent[kind] += 1
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("POST", "/v1/losses/mse", BODIES[kind], {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read()
            if response.status != 200 or not body.endswith(b"]}"):
                raise OSError("%d %s" % (response.status, body[:100]))
            if response.getheader("Connection") == "close":
                connection = None
        except (OSError, http.client.HTTPException) as error:
            connection = None
            with lock:
                failed[kind].append(repr(error))


threads = [threading.Thread(target=send, args=(kind, count))
           for kind, count, clients in (("small", small, 6), ("large", large, 2)) for _ in range(clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for kind in BODIES:
    print("%s: %d sent, %d failed %s" % (kind, sent[kind], len(failed[kind]), failed[kind][:3]))
