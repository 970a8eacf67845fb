import { ACCEPTED, ASKED, exchange, judges, REJECTED, SECOND, stamp, swap, TIME } from './fixture.js'

const other = TIME + 5n
const accepted = (time: bigint) => exchange({ answer: swap(ACCEPTED, 'timestamp', stamp(time)) })
const refused = (status: number, time: bigint, deviceTime?: bigint) =>
  exchange({
    status,
    answer: swap(REJECTED, 'timestamp', stamp(time)),
    with: deviceTime === undefined ? {} : { deviceTime },
  })

judges('LMA-5213-STAMP-01', [
  ['the same', 'obeys', accepted(TIME)],
  ['another', 'fail timestamp', accepted(other)],
  ['a rejection', 'not concerned', refused(130, other)],
  ['none: another rule', 'not concerned', exchange({ answer: swap(ACCEPTED, 'timestamp') })],
  ['none in the request', 'not concerned', exchange({ asked: swap(ASKED, 'timestamp') })],
  ['two in the request', 'not concerned', exchange({ asked: [...ASKED, stamp(other)] })],
])

judges('LMA-5213-STAMP-02', [
  ['the same', 'obeys', refused(161, TIME)],
  ['another with 158', 'fail timestamp', refused(158, other)],
  ['another with 161', 'fail timestamp', refused(161, other)],
  ['another with 162', 'fail timestamp', refused(162, other)],
  ['another with 155', 'fail timestamp', refused(155, other)],
  ['another with 159', 'fail timestamp', refused(159, other)],
  ...[160, 154, 153, 152, 128, 130, 135, 180].map(
    (status) => [`another with ${status}`, 'warn timestamp', refused(status, other)] as const,
  ),
  ['another, and the one sent was invalid', 'not concerned', refused(161, other, TIME + 10n * SECOND)],
  ['another, and the one sent was valid', 'fail timestamp', refused(161, other, TIME + SECOND)],
  ['156', 'not concerned', refused(156, other)],
  ['accepted', 'not concerned', accepted(other)],
])

judges('LMA-5213-STAMP-03', [
  ['its time', 'obeys', refused(156, TIME + 60n * SECOND, TIME + 61n * SECOND)],
  ['its time with 157', 'obeys', refused(157, other, TIME)],
  ['its time, clock unknown', 'obeys', refused(156, other)],
  ['no time of its own', 'fail timestamp', refused(156, 0n, TIME)],
  ['3 s off', 'fail timestamp', refused(157, TIME + 3n * SECOND, TIME)],
  ['that of the request', 'fail timestamp', refused(156, TIME, TIME + 60n * SECOND)],
  ['that of the request, clock unknown', 'warn timestamp-echoed', refused(156, TIME)],
  ['that of the request, which was its time', 'warn timestamp-echoed', refused(156, TIME, TIME)],
  ['another rejection', 'not concerned', refused(158, other)],
])
