import {
  expect,
  type HeardHeartbeat,
  type HeartbeatAnswer,
  HeartbeatFlag,
  presume,
} from '../../harness/case/index.js'

/** RFC 5847 §3.4: the counter has 32 bits. */
const VALUES = 2 ** 32
const PAUSE = 200

/** A device that can be restarted, and what it says. */
export interface Restartable {
  restart(): Promise<void>
  heartbeat(): Promise<HeartbeatAnswer>
  sleep(ms: number): Promise<void>
  /** Link clock, milliseconds. */
  now(): number
  /** Longest time until it is back. */
  readonly recovery: number
}

/** RFC 5847 §3.2: the Restart Counter rises with each restart that loses the sessions. */
export async function expectRise(device: Restartable, hasLost: () => Promise<boolean>): Promise<void> {
  const before = await counterOf(device)
  await device.restart()
  const after = await risen(device, before)
  presume(await hasLost()).to.equal(true, 'the sessions lost, as stimulus.restart is to do')
  expect((after - before + VALUES) % VALUES).to.be.within(
    1,
    VALUES / 2 - 1,
    `a Restart Counter above ${before}`,
  )
}

/** RFC 5847 §3.2: who had sessions is told of the restart by an unsolicited response, where the device remembers. */
export async function expectTold(
  device: Restartable,
  next: (wanted: (heard: HeardHeartbeat) => boolean, ms: number) => Promise<HeardHeartbeat | undefined>,
): Promise<void> {
  const before = await counterOf(device)
  const restarted = device.now()
  await device.restart()
  const told = await next(
    ({ message, at }) => at >= restarted && (message.flags & HeartbeatFlag.U) !== 0,
    device.recovery,
  )
  presume(told !== undefined).to.equal(
    true,
    'an unsolicited Heartbeat response, if the device remembers its peers',
  )
  const after = told?.message.options.find((o) => o.kind === 'restart-counter')?.counter
  const step = after === undefined ? 0 : (after - before + VALUES) % VALUES
  expect(step).to.be.within(
    1,
    VALUES / 2 - 1,
    `an unsolicited response with a Restart Counter above ${before}`,
  )
}

/** The counter once it is another, or what it is when the device has had its time: it may answer until it goes down. */
async function risen(device: Restartable, before: number): Promise<number> {
  const until = device.now() + device.recovery
  for (;;) {
    const answer = await device.heartbeat()
    const late = device.now() >= until
    const counter = counterIn(answer)
    if (counter !== undefined && (counter !== before || late)) return counter
    if (late) presume(counter !== undefined).to.equal(true, 'a Heartbeat response after the restart')
    await device.sleep(PAUSE)
  }
}

async function counterOf(device: Restartable): Promise<number> {
  const counter = counterIn(await device.heartbeat())
  presume(counter !== undefined).to.equal(true, 'a Heartbeat response with a Restart Counter')
  return counter ?? 0
}

function counterIn(answer: HeartbeatAnswer): number | undefined {
  if (!answer.answered) return undefined
  return answer.message.options.find((o) => o.kind === 'restart-counter')?.counter
}
