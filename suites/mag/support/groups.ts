/** Names of exclusive cases that may run side by side, since they tell a MAG the same of the LMA. */

/** Its answers say nothing of multipath, as those of an LMA from before RFC 8278. */
export const TOLD_NOTHING_OF_IT = 'LMA without RFC 8278'
/** It supports multipath, and refuses it or takes it back. */
export const REFUSED = 'LMA that refuses multipath'
