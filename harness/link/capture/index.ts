/** Packets from the wire, by a program that captures. */
export * from './filter.js'
export * from './programs.js'
export * from './wire-capture.js'
