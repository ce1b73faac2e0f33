-- One measurement by wrk: sends the requests that a file lists, by turns, and says what came of it in one line of JSON.
--
-- `wrk --script wrk.lua URL -- METHOD TARGETS BODY`: TARGETS is a file with a path a line, BODY what is sent to each of
-- them, or left out.

local threads = 0
local requests, last = {}, 0

function setup(thread)
  thread:set("begins_at", threads)
  threads = threads + 1
end

function init(arguments)
  local method, targets, body = arguments[1], arguments[2], arguments[3]
  -- Made once: what is done for each request is measured too.
  for target in io.lines(targets) do
    requests[#requests + 1] = wrk.format(method, target, nil, body)
  end
  last = begins_at * math.floor(#requests / 2)
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'measured: {"requests":%d,"duration_us":%d,"p50_us":%.1f,"p99_us":%.1f,"connect_errors":%d,"read_errors":%d,'
      .. '"write_errors":%d,"timeouts":%d,"error_statuses":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.connect, errors.read,
    errors.write, errors.timeout, errors.status))
end
