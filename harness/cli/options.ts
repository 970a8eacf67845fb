import { InvalidArgumentError } from 'commander'
import { ExitCode, isDay } from '../model/index.js'
import { CommandFailure } from './failure.js'

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    return value
  }
}

export function calendarDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('It must be a day of the calendar, YYYY-MM-DD.')
  return text
}

export function usage(message: string): CommandFailure {
  return new CommandFailure(message, ExitCode.usage)
}

export function oneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw usage(`${option} ${JSON.stringify(value)}: it must be ${allowed.join(' or ')}`)
}
