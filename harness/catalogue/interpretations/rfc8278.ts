import type { Interpretation } from './interpretation.js'

/** Malformed or unforeseen input for which no rule exists; the readings below say of it what concerns them. */
export const generalReading =
  'An LMA may answer with any status of 128 or more, skip the option and process the PBU by RFC 5213 (a PBA without the option), or stay silent; each passes, and the report tells which. Accepting in full passes only where the reading says so. A crash fails, and so do a PBA that breaks RFC 5213 section 5.3.6, damage to another node or path, and an acceptance with the option that carries out what is forbidden. A MAG may ignore the PBA or take it for one without multipath; a crash fails, and so does forwarding state made of garbage.'

/** RFC 8278: 42 open points. */
export const openPoints = {
  'U-01': {
    question: 'What becomes of a PBU with binding identifier 0 or 255?',
    reading:
      'A refusal with any status, an acceptance without the option and silence pass, as nothing is prescribed. Accepted with an option that carries 0 or 255 fails, as the LMA then sends a value which is not permitted itself. Tried with fresh nodes alone.',
    requirements: ['8278/MP-4.1-14'],
  },
  'U-02': {
    question: 'What becomes of a PBU with both B and O set?',
    reading:
      'The sender is wrong, the receiver free: a refusal, an acceptance without the option and silence pass. Accepting it is a warning when either effect is seen; when both are carried out only the replacement can be seen. It fails for a binding that nobody registered, or when the binding of this PBU is lost.',
    requirements: ['8278/MP-4.1-19', '8278/MP-4.1-21'],
  },
  'U-03': {
    question: 'What becomes of a de-registration with O set?',
    reading:
      'Removing this path, removing all, rejection and silence are all undecided; a crash alone fails.',
    requirements: ['8278/MP-4.1-22'],
  },
  'U-04': {
    question: 'What becomes of a multipath PBU without MAG Identifier?',
    reading:
      'There is no status for it: rejection, plain processing and full acceptance all pass and are noted; a crash fails.',
    requirements: ['8278/MP-4.4-03'],
  },
  'U-05': {
    question: 'What becomes of a PBU with MAG Identifier alone?',
    reading:
      'It is an ordinary PBU of RFC 5213. A multipath option in the PBA fails, an echo of the MAG Identifier is a warning.',
    requirements: ['8278/MP-4.4-02'],
  },
  'U-06': {
    question: 'Which handoff indicator goes with the PBU of a second path?',
    reading:
      'As a MAG we try 1 and, if refused, 4, 3 and 2 with new nodes; acceptance with any passes, and the report tells which. As an LMA we take 1, 2, 3, 4 and 6; 5 only to refresh the same path. With 3 an LMA may see a handoff: undecided.',
    requirements: ['8278/MP-3.1-08'],
  },
  'U-07': {
    question: 'How do option 24 (Access Technology Type) and If-ATT relate?',
    reading:
      'One is about the link of the node, the other about the WAN interface; their equality is never demanded.',
    requirements: ['8278/MP-4.1-03', '8278/MP-4.1-07'],
  },
  'U-08': {
    question: 'What exactly is in the multipath option of an accepting PBA?',
    reading:
      'The text says include, not echo. Another binding identifier than in the request fails, since the MAG cannot match it; another If-ATT or label is a warning; B and O are free. A MAG that gets a foreign identifier may ignore the PBA, disable multipath, or match by sequence number; it fails only by using the foreign identifier.',
    requirements: ['8278/MP-4.4-07'],
  },
  'U-09': {
    question: 'What if a binding identifier is already bound to another care-of address of the node?',
    reading:
      'Moving the binding and rejecting the PBU both pass (RFC 5648 section 6.2 would move it); two live bindings under one identifier fail.',
    requirements: ['8278/MP-4.1-17'],
  },
  'U-10': {
    question: 'What if a care-of address is registered again under a second binding identifier?',
    reading: 'Any answer passes or is undecided; a crash fails, and so does losing both bindings.',
    requirements: ['8278/MP-4.1-17'],
  },
  'U-11': {
    question: 'What does a de-registration with the multipath option of one path remove?',
    reading:
      'That path alone passes; all gone is a warning; this path alive with the other gone fails, and so does nothing gone 3 s after the delayed deletion although the status was 0. `observe` may list the path until then.',
    requirements: ['8278/MP-4.1-17', '8278/MP-4.1-25', '8278/MP-4.1-26'],
  },
  'U-12': {
    question: 'What does a PBU without the option do while two bindings exist?',
    reading: 'Undecided, and reported; RFC 5648 section 6.2 would put this one in the place of all.',
    requirements: ['8278/MP-3.1-04', '8278/MP-3.1-08'],
  },
  'U-13': {
    question: 'What does a de-registration without the option do while two bindings exist?',
    reading: 'Undecided: RFC 5648 would remove all, RFC 5213 section 5.3.5 goes by the care-of address.',
    requirements: ['8278/MP-4.1-17'],
  },
  'U-14': {
    question: 'Is B with lifetime 0 a de-registration in bulk?',
    reading: 'This path gone, all paths gone and rejection are all acceptable: undecided.',
    requirements: ['8278/MP-4.1-18'],
  },
  'U-15': {
    question: 'What do B or O mean in the very first PBU of a node?',
    reading: 'There is nothing to renew or replace: ordinary acceptance passes, rejection is a warning.',
    requirements: ['8278/MP-4.1-18', '8278/MP-4.1-20'],
  },
  'U-16': {
    question: 'What does more than one multipath option in a PBU mean?',
    reading:
      'Nothing, as a PBU has one care-of address: a refusal, an acceptance without the option and silence pass; a MAG may ignore such an answer. Accepted with one binding is a warning, with several it fails.',
    requirements: ['8278/MP-4.4-07'],
  },
  'U-17': {
    question: 'What becomes of a multipath option whose Length is not 6?',
    reading:
      'A refusal, an acceptance without the option and silence pass; a MAG may ignore such an answer, or take it for one without multipath. Accepting multipath with Length 4 or 5 is a warning; a longer option whose first 6 octets are valid may be accepted, which leaves room for extension.',
    requirements: ['8278/MP-4.1-06'],
  },
  'U-18': {
    question: 'What becomes of If-ATT 0 or an unassigned value?',
    reading: 'No rule binds the receiver: acceptance passes, rejection is a warning.',
    requirements: ['8278/MP-4.1-07'],
  },
  'U-19': {
    question:
      'What becomes of a MAG Identifier that is too short, empty, or of a subtype the device does not know?',
    reading:
      'A refusal, an acceptance without multipath and silence pass; a MAG may ignore such an answer. Accepting an empty identifier or an unregistered subtype is a warning. Subtypes above 1 were registered after RFC 8278: refusing one of those is a warning too.',
    requirements: ['8278/MP-4.2-05', '8278/MP-4.2-06', '8278/MP-4.2-09'],
  },
  'U-20': {
    question: 'What becomes of two MAG Identifiers in one PBU?',
    reading:
      'A refusal, an acceptance without multipath and silence pass; acceptance with multipath passes where they are the same, and is a warning where they differ. A MAG may ignore such an answer. A crash fails.',
    requirements: ['8278/MP-4.4-03'],
  },
  'U-21': {
    question: 'May a refresh of a binding change its label or If-ATT?',
    reading: 'Taking the new values passes, rejection is a warning.',
    requirements: ['8278/MP-4.1-11'],
  },
  'U-22': {
    question: 'How do the 16 bits of a Binding Reference (RFC 6089) name a binding identifier of 8 bits?',
    reading:
      'Extended with zeros: identifier 1 is 0x0001; above 254 the flow status is 131. The multipath option takes the place of option 35, which RFC 6089 wants to have introduced the identifier; an LMA that demands option 35 is undecided.',
    requirements: ['8278/MP-3.2-06'],
  },
  'U-23': {
    question: 'May the second path come from another MAG, by its MAG Identifier?',
    reading: 'Not described: undecided. An LMA may take it for a handoff, and the first path be gone.',
    requirements: ['8278/MP-3.1-08'],
  },
  'U-24': {
    question: 'What if the PBU of the second path has the all-zero prefix?',
    reading:
      'The call flow repeats the prefix. The same prefix in the answer passes; another one, as of a new session, is undecided, and so is 159.',
    requirements: ['8278/MP-3.1-07', '8278/MP-3.1-12'],
  },
  'U-25': {
    question: 'How many paths does an LMA have to bear?',
    reading:
      'No minimum is stated. An LMA declared to support multipath fails when it does not take two; a third may be refused with 130 or 180.',
    requirements: ['8278/MP-3.1-08', '8278/MP-4.3-02'],
  },
  'U-26': {
    question: 'Which lifetime has each path, and what is told of the others when B is set?',
    reading:
      'Each PBA grants at most what was asked (RFC 6275 section 10.3.1). With B the value of the others is not signalled and taken to be that of this PBA.',
    requirements: ['8278/MP-4.1-18'],
  },
  'U-27': {
    question: 'Are Timestamps and sequence numbers counted per node or per path?',
    reading:
      'RFC 5213 section 5.5 has both. Our MAG sends rising Timestamps over all paths. A lower one from the other path: 156 and 157 pass, acceptance is undecided.',
    requirements: ['8278/MP-4.4-04'],
  },
  'U-28': {
    question: 'How is a single path revoked?',
    reading:
      'RFC 5846 knows option 35 and not the multipath option. A BRI with identifier and prefix of the node, and perhaps the care-of address, is accepted. A MAG that removes the path of that address passes; removing all is a warning.',
    requirements: [],
  },
  'U-29': {
    question: 'Is a revocation sent for bindings that O replaced?',
    reading: 'Neither ordered nor forbidden: both pass.',
    requirements: ['8278/MP-4.1-20'],
  },
  'U-30': {
    question: 'Is there a Heartbeat for each path?',
    reading: 'Not said; one for each pair of care-of and LMA address is possible: both pass.',
    requirements: [],
  },
  'U-31': {
    question: 'Does a MAG try again without the option after 180, and when?',
    reading: 'Open: both pass.',
    requirements: ['8278/MP-4.4-12', '8278/MP-4.4-15'],
  },
  'U-32': {
    question:
      'May an LMA that knows RFC 8278 accept, without the option, a node not authorised for multipath?',
    reading: 'Section 4.4 names 180 for it, so an acceptance like that of an LMA of old is a warning.',
    requirements: ['8278/MP-4.4-12', '8278/MP-4.3-02'],
  },
  'U-33': {
    question: 'May one path run over IPv6 and another over IPv4 with UDP?',
    reading: 'No text speaks against it; not being accepted is undecided.',
    requirements: ['8278/MP-1-02'],
  },
  'U-34': {
    question: 'May encapsulation or GRE keys differ from path to path?',
    reading:
      'They belong to a binding, so differing passes; an LMA that forces one mode on all is undecided.',
    requirements: ['8278/MP-1-01', '8278/MP-3.1-06'],
  },
  'U-35': {
    question: 'Do delegated prefixes stand in the PBU of every path or of the first alone?',
    reading: 'Both are accepted; downlink to a delegated prefix that takes a path which is not live fails.',
    requirements: ['8278/MP-1-03', '8278/MP-3.1-11'],
  },
  'U-36': {
    question: 'Does the multipath option go with the flags F and T of a PBU over IPv4?',
    reading: 'The features are independent: nothing changes.',
    requirements: ['8278/MP-1-02'],
  },
  'U-37': {
    question: 'Why is the option called MAG-NAI when its subtype may be another?',
    reading: 'A name and no more; nothing is tested.',
    requirements: ['8278/MP-4.2-02', '8278/MP-4.2-06', '8278/MP-4.2-09'],
  },
  'U-38': {
    question: 'What ends when the lifetime of one path runs out?',
    reading: 'That path alone passes; all gone is a warning; none gone 10 s after the lifetime fails.',
    requirements: ['8278/MP-4.1-17'],
  },
  'U-39': {
    question: 'What does a multipath PBU do while a plain binding of the node exists?',
    reading:
      'Converting it, replacing it, a new session and 155 are all undecided; a crash fails, and so does losing both.',
    requirements: ['8278/MP-3.1-04'],
  },
  'U-40': {
    question: 'Is it one cache entry with several bindings, or one entry for each path?',
    reading: 'The text has it both ways; `observe` may list either.',
    requirements: ['8278/MP-3.1-04', '8278/MP-3.1-08'],
  },
  'U-41': {
    question: 'What does a de-registration with the option do to a binding made without it?',
    reading: 'Removal and silence both pass.',
    requirements: ['8278/MP-4.1-17'],
  },
  'U-42': {
    question: 'What of another interface of a node that has multipath on one (RFC 5213 section 5.4)?',
    reading:
      'The session of the other interface is not expected to be touched; since B and O speak of all bindings of the node, it is undecided when it is.',
    requirements: ['8278/MP-3.1-08', '8278/MP-4.1-18', '8278/MP-4.1-20'],
  },
} as const satisfies Record<string, Interpretation>
