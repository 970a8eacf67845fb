/** Reasons for a missing case that several rows share. */

/** Needs user packets in or out of the tunnels; today's cases look at signalling and at `observe`. */
export const dataPlane = { because: 'not yet', why: 'data plane' } as const
