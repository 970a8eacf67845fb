import type { RequirementId } from '../catalogue/index.js'
import type { Edition, Finding, Profile } from '../model/index.js'
import type { BindingUpdate, Decoded, MobilityPacket } from '../wire/index.js'

/** One message of a device, and all that may be held against it. */
export interface Judged {
  readonly decoded: Decoded
  readonly octets: Uint8Array
  readonly source: string
  readonly destination: string
  /** The PBU it answers, when it is known to answer one. */
  readonly request?: {
    readonly message: BindingUpdate
    readonly source: string
    readonly destination: string
  }
  /** Home network prefixes that answers of ours have named for the node, right or wrong. */
  readonly given?: readonly { readonly prefix: string; readonly prefixLength: number }[]
  /** The whole packet, IPv6 header first; there only for a packet that was captured. */
  readonly packet?: MobilityPacket
  readonly edition: Edition
  /** What the profile says of the device; absent for a capture of unknown devices. */
  readonly declared?: Pick<Profile, 'paths' | 'magId' | 'fixedLinkLocal'>
  /** 48.16 time of the device when the message came, as far as its clock is known. */
  readonly deviceTime?: bigint
}

/** What a rule found, without severity (the requirement's level gives it) unless the oracle sets a milder one. */
export type RuleFinding = Omit<Finding, 'severity' | 'frame'> & { readonly severity?: 'warn' | 'note' }

/**
 * What any single message, or request and answer, can be judged on by itself. It is a case of its own: it watches
 * every message of the run and colours nothing else.
 */
export interface StandingRule {
  readonly id: string
  /** The sentence it tests. */
  readonly title: string
  readonly requirement: RequirementId | readonly [RequirementId, ...RequirementId[]]
  readonly notes?: readonly string[]
  readonly role: 'lma' | 'mag'
  /** Judges what is captured from the wire, in place of what a socket delivers. */
  readonly captured?: true
  /** Findings, none when the message obeys; `undefined` when the rule has nothing to say about this message. */
  judge(judged: Judged): readonly RuleFinding[] | undefined
}
