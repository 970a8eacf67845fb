import { bits, type Field, flag, octets, type Row, reserved, row, u8, u16, words } from './field.js'
import type { OptionIn } from './options.js'

/** RFC 6089 §4.2.1: inside Flow Identification. */
export const FLOW_SUB_OPTIONS = [
  row(0, 'pad1', 'Pad1', 'RFC 6089 §4.2.1.1', undefined, [], []),
  row(1, 'padn', 'PadN', 'RFC 6089 §4.2.1.2', undefined, { min: 0, step: 1 }, [octets('data')]),
  row(2, 'binding-reference', 'Binding Reference', 'RFC 6089 §4.2.1.3', undefined, { min: 2, step: 2 }, [
    words('bids'),
  ]),
  row(3, 'traffic-selector', 'Traffic Selector', 'RFC 6089 §4.2.1.4', undefined, { min: 2, step: 1 }, [
    u8('format'),
    reserved(8),
    octets('selector'),
  ]),
] as const

/** RFC 6757 §3.1: inside Access Network Identifier. */
export const ACCESS_NETWORK_SUB_OPTIONS = [
  row(1, 'network-identifier', 'Network-Identifier', 'RFC 6757 §3.1.1', undefined, { min: 3, step: 1 }, [
    flag('utf8'),
    reserved(7),
    octets('names'),
  ]),
  row(
    2,
    'geo-location',
    'Geo-Location',
    'RFC 6757 §3.1.2',
    undefined,
    [6],
    [bits('latitude', 24), bits('longitude', 24)],
  ),
  row(3, 'operator-identifier', 'Operator-Identifier', 'RFC 6757 §3.1.3', undefined, { min: 1, step: 1 }, [
    u8('operatorIdType'),
    octets('identifier'),
  ]),
] as const

/** RFC 8127 §3.1: inside LMA-Controlled MAG Parameters. Times in s, the start time in units of 4 s. */
export const MAG_PARAMETER_SUB_OPTIONS = [
  row(
    1,
    'binding-re-registration-control',
    'Binding Re-registration Control',
    'RFC 8127 §3.1.1',
    undefined,
    [6],
    [u16('startTime'), u16('initialRetransmissionTime'), u16('maximumRetransmissionTime')],
  ),
  row(
    2,
    'heartbeat-control',
    'Heartbeat Control',
    'RFC 8127 §3.1.2',
    undefined,
    [6],
    [u16('interval'), u16('retransmissionDelay'), u16('maximumRetransmissions')],
  ),
] as const

export type FlowSubOption = OptionIn<typeof FLOW_SUB_OPTIONS>
export type AccessNetworkSubOption = OptionIn<typeof ACCESS_NETWORK_SUB_OPTIONS>
export type MagParameterSubOption = OptionIn<typeof MAG_PARAMETER_SUB_OPTIONS>

/** The table of a field of sub-options; undefined for any other field. */
export function subOptionTable(field: Field): readonly Row[] | undefined {
  switch (field.coding) {
    case 'flow-sub-options':
      return FLOW_SUB_OPTIONS
    case 'access-network-sub-options':
      return ACCESS_NETWORK_SUB_OPTIONS
    case 'mag-parameter-sub-options':
      return MAG_PARAMETER_SUB_OPTIONS
    default:
      return undefined
  }
}
