-- wrk's script. Arguments: a file of whole HTTP requests with a zero byte behind each, and how many of them to skip at first.
-- A '@VERSION@' in a request becomes how often it was sent, this time included: the version that the row has by then.
-- wrk asks for one request that it does not send, to see whether there are several in it.
local heads, tails, count, sent = {}, {}, 0, -1

function init(arguments)
  local file = assert(io.open(arguments[1], 'rb'))
  for request in file:read('*a'):gmatch('([^%z]+)%z') do
    count = count + 1
    local from, to = request:find('@VERSION@', 1, true)
    heads[count] = from and request:sub(1, from - 1) or request
    tails[count] = from and request:sub(to + 1) or false
  end
  file:close()
  start = tonumber(arguments[2])
end

function request()
  local i = (start + sent) % count + 1
  local version = math.floor(sent / count) + 1
  sent = sent + 1
  return tails[i] and heads[i] .. version .. tails[i] or heads[i]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\nRESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
