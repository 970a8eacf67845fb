import type { Edition } from '../../model/index.js'
import { type Capture, ipPacket } from '../../wire/index.js'
import { Requests } from './judge.js'
import { inPacket } from './layer.js'
import { type Explained, explain } from './message.js'

/** A message of a capture. */
export interface FromFrame {
  readonly frame: number
  /** ISO 8601, UTC. */
  readonly time: string
  readonly message: Explained
}

/** Frames that hold no message, by what they are. */
export interface PassedOver {
  readonly frames: number
  /** Frames that were cut off when they were captured. */
  readonly cut: number
}

/** The messages of a capture one after the other, so that a large one needs not be kept in words; returns the rest. */
export function* messagesOf(capture: Capture, edition: Edition): Generator<FromFrame, PassedOver> {
  const requests = new Requests()
  let frames = 0
  let cut = 0
  for (const frame of capture.frames) {
    if (frame.octets.length < frame.originalLength) cut++
    const packet = ipPacket(frame.linkType, frame.octets)
    const found = packet === undefined ? undefined : inPacket(packet, 'ip', '')
    if (found === undefined || 'problem' in found) {
      frames++
      continue
    }
    yield {
      frame: frame.number,
      time: isoTime(frame.timestampNs),
      message: explain(found, edition, requests),
    }
  }
  return { frames, cut }
}

const LATEST_MS = 8_640_000_000_000_000n

function isoTime(ns: bigint): string {
  const ms = ns / 1_000_000n
  if (ms < -LATEST_MS || ms > LATEST_MS) return `${ns} ns`
  const micros = (((ns / 1000n) % 1000n) + 1000n) % 1000n
  return new Date(Number(ms)).toISOString().replace('Z', `${micros.toString().padStart(3, '0')}Z`)
}
