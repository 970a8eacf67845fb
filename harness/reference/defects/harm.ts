import { breaks } from './defect.js'

/** Broken rules of RFC 8278 that show beside the binding a request is for: on other nodes and paths, or as a crash. */
export const harmDefects = {
  'bulk-reaches-other-nodes': breaks('8278/MP-4.1-18', 'B changes the lifetimes of all nodes.'),
  'overwrite-reaches-other-nodes': breaks('8278/MP-4.1-20', 'O removes the bindings of other nodes too.'),
  'deregistration-reaches-other-nodes': breaks(
    '8278/MP-4.1-17',
    'De-registering a path ends those of other nodes under the same BID.',
  ),
  'both-flags-lose-path': breaks('8278/MP-4.1-20', 'B and O together remove the path of the request.'),
  'deregistration-under-unknown-bid-removes-all': breaks(
    '8278/MP-4.1-17',
    'De-registering a BID nobody registered removes all paths.',
  ),
  'mmb-omitted-in-refresh': breaks('8278/MP-4.4-07', 'The PBA of a refresh lacks the MMB.'),
  'multipath-refused-to-all': breaks(
    '8278/MP-4.4-12',
    'Nodes authorised for multipath are refused with 180.',
  ),
  'plain-request-refused-with-180': breaks(
    '8278/MP-4.3-02',
    'A node not authorised for multipath is refused with 180 without asking for it.',
    '8278/MP-4.4-02',
  ),
  'mmb-beside-8n+2': breaks(
    '8278/MP-4.1-04',
    'Edition draft-06: the MMB of a PBA stands elsewhere than at 8n+2.',
    '6275/6.2.1-03',
  ),
  'mag-identifier-of-its-own': breaks(
    '8278/MP-4.4-08',
    'Edition draft-06: a PBA carries another MAG Identifier.',
  ),
  'mag-identifier-under-another-type': breaks(
    '8278/MP-4.2-04',
    'Edition draft-06: a PBA carries the MAG Identifier as option 250.',
  ),
  'mag-identifier-omitted-with-180': breaks(
    '8278/MP-4.4-14',
    'Edition draft-06: a PBA 180 lacks the MAG Identifier.',
  ),
  'crashes-on-second-path-with-handoff-2': breaks(
    '8278/MP-3.1-08',
    'A second path with HI 2 kills the process.',
  ),
  'crashes-on-plain-deregistration-over-paths': breaks(
    '8278/MP-4.1-17',
    'Lifetime 0 without MMB for a session with paths kills the process.',
  ),
  'legacy-crashes-on-second-path': breaks(
    '8278/MP-4.4-06',
    'An anchor that does not know RFC 8278 dies of a second path.',
    '8278/MP-4.4-09',
  ),
} as const
