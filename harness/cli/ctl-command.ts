import type { Command } from 'commander'
import { control } from './ctl.js'

export function addCtl(program: Command): void {
  program
    .command('ctl <socket> <deed> [name]')
    .summary('tell a reference MAG what to do')
    .description(
      'Tells a reference MAG (serve mag --control SOCKET) what to do: attach, detach or refresh a node, path-up or path-down a path; a reference LMA or MAG to restart and lose its sessions. Stimuli of a profile call the same as `node dist/harness/cli/ctl.js`, which starts faster.',
    )
    .addHelpText('after', '\nExample:\n  pmipspec ctl /run/mag.sock attach mn-1@example.net')
    .action(async (socket: string, deed: string, name?: string) => {
      process.exitCode = await control(name === undefined ? [socket, deed] : [socket, deed, name])
    })
}
