import { expect } from 'chai'
import type { Received } from '../link/index.js'
import { find, type Heartbeat, HeartbeatFlag, option } from '../wire/index.js'
import { Heartbeats, heartbeatResponse } from './heartbeat.js'

const wlan = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }
const lte = { name: 'lte', interface: 'lte0', address: '2001:db8:2::1' }
const tag = { step: 'Heartbeat request' }

function receivedOn(endpoint: typeof wlan): Received {
  return {
    at: 0,
    endpoint,
    interface: endpoint.interface,
    source: '2001:db8:ff::a',
    protocol: 135,
    octets: new Uint8Array(0),
  }
}

function response(to: Heartbeat, changes: Partial<Heartbeat> = {}): Heartbeat {
  return { ...to, flags: HeartbeatFlag.R, ...changes }
}

describe('Heartbeats of the emulated MAG', () => {
  it('know the response by path and sequence number', () => {
    const heartbeats = new Heartbeats()
    const first = heartbeats.request(wlan, {}, tag)
    const second = heartbeats.request(wlan, {}, tag)
    expect(second.message.sequence).not.to.equal(first.message.sequence)
    expect(heartbeats.match(receivedOn(wlan), response(first.message))?.tag).to.equal(tag)
    expect(heartbeats.match(receivedOn(lte), response(first.message))).to.equal(undefined)
    expect(heartbeats.match(receivedOn(wlan), response(first.message, { sequence: 77 }))).to.equal(undefined)
    expect(heartbeats.match(receivedOn(wlan), response(first.message, { flags: 0 }))).to.equal(undefined)
  })

  it('forget a request that was given up', () => {
    const heartbeats = new Heartbeats()
    const { message, giveUp } = heartbeats.request(wlan, {}, tag)
    giveUp()
    expect(heartbeats.match(receivedOn(wlan), response(message))).to.equal(undefined)
  })

  it('carry the options of the case', () => {
    const { message } = new Heartbeats().request(
      wlan,
      { options: [option('mag-multipath-binding', { bid: 7 })] },
      tag,
    )
    expect(find(message, 'mag-multipath-binding')?.bid).to.equal(7)
  })

  it('answer a request with its number and a Restart Counter, and nothing else', () => {
    const request: Heartbeat = { kind: 'heartbeat', flags: 0, sequence: 9, options: [] }
    const answer = heartbeatResponse(request)
    expect(answer).to.include({ flags: HeartbeatFlag.R, sequence: 9 })
    expect(answer && find(answer, 'restart-counter')).not.to.equal(undefined)
    expect(heartbeatResponse(response(request))).to.equal(undefined)
    expect(heartbeatResponse({ ...request, flags: HeartbeatFlag.U })).to.equal(undefined)
  })
})
