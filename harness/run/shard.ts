import { createHash } from 'node:crypto'
import type { PlanItem } from './plan.js'

export interface ShardChoice {
  /** From 1. */
  readonly number: number
  readonly of: number
}

/** `2/3`; undefined for anything that is no shard of at most 1,000. */
export function parseShard(text: string): ShardChoice | undefined {
  const [, number = '', of = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const choice = { number: Number(number), of: Number(of) }
  return choice.number >= 1 && choice.number <= choice.of && choice.of <= 1000 ? choice : undefined
}

/** Which shard a case is in, from 1: its id decides and nothing else, so that every job finds the same. */
export function shardOf(id: string, of: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE(0) % of) + 1
}

/** The part of a plan that a shard runs. Standing rules watch in every shard. */
export function shardItems(plan: readonly PlanItem[], { number, of }: ShardChoice): readonly PlanItem[] {
  return plan.filter(({ planned, rule }) => rule !== undefined || shardOf(planned.id, of) === number)
}
