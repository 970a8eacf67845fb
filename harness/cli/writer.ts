import { readdirSync, readlinkSync, realpathSync } from 'node:fs'

/** The process that has a file open, if it is one that we may look at (Linux: /proc). */
export function processWith(file: string): number | undefined {
  const path = realpathSync(file)
  for (const pid of entries('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    if (entries(`/proc/${pid}/fd`).some((fd) => target(`/proc/${pid}/fd/${fd}`) === path)) return Number(pid)
  }
  return undefined
}

/** Processes come and go, and most are not ours to look at. */
function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function target(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch {
    return undefined
  }
}
