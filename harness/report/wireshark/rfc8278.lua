-- RFC 8278 (MAG Multipath Options) for Wireshark and tshark 4.0 and later.
--
--   tshark -X lua_script:rfc8278.lua -r capture.pcapng -Y pmipspec.mmb.bid -T fields -e pmipspec.mmb.bid
--
-- or copy it into the folder of personal Lua plugins (Help, About Wireshark, Folders). A tree "RFC 8278 (pmipspec)"
-- then stands below every packet with a Mobility Header that it has something to say about: the options that Wireshark
-- does not know (MAG Multipath Binding, MAG Identifier), and the status codes it lacks or names by old drafts.

local pmipspec = Proto('pmipspec', 'RFC 8278 (pmipspec)')

pmipspec.prefs.mmb = Pref.uint('Type of MAG Multipath Binding', 63, 'Another number for devices built to a draft')
pmipspec.prefs.magid = Pref.uint('Type of MAG Identifier', 64, 'Another number for devices built to a draft')
pmipspec.prefs.refused = Pref.uint('Status CANNOT_SUPPORT_MULTIPATH_BINDING', 180, 'Another number for devices built to a draft')

-- Binding Acknowledgement, the whole registry: Wireshark 4.0 has old names for 143 to 148 and none for 179 and 180.
local statuses = {
  [0] = 'ACCEPTED',
  [1] = 'ACCEPTED_PREFIX_DISCOVERY_NECESSARY',
  [2] = 'GRE_KEY_OPTION_NOT_REQUIRED',
  [3] = 'GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED',
  [4] = 'MCOA_NOTCOMPLETE',
  [5] = 'MCOA_RETURNHOME_WO_NDP',
  [6] = 'PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH',
  [128] = 'REASON_UNSPECIFIED',
  [129] = 'ADMINISTRATIVELY_PROHIBITED',
  [130] = 'INSUFFICIENT_RESOURCES',
  [131] = 'HOME_REGISTRATION_NOT_SUPPORTED',
  [132] = 'NOT_HOME_SUBNET',
  [133] = 'NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE',
  [134] = 'DUPLICATE_ADDRESS_DETECTION_FAILED',
  [135] = 'SEQUENCE_NUMBER_OUT_OF_WINDOW',
  [136] = 'EXPIRED_HOME_NONCE_INDEX',
  [137] = 'EXPIRED_CARE_OF_NONCE_INDEX',
  [138] = 'EXPIRED_NONCES',
  [139] = 'REGISTRATION_TYPE_CHANGE_DISALLOWED',
  [140] = 'MOBILE_ROUTER_OPERATION_NOT_PERMITTED',
  [141] = 'INVALID_PREFIX',
  [142] = 'NOT_AUTHORIZED_FOR_PREFIX',
  [143] = 'FORWARDING_SETUP_FAILED',
  [144] = 'MIPV6_ID_MISMATCH',
  [145] = 'MIPV6_MESG_ID_REQD',
  [146] = 'MIPV6_AUTH_FAIL',
  [147] = 'PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE',
  [148] = 'CGA_AND_SIGNATURE_VERIFICATION_FAILED',
  [149] = 'PERMANENT_HOME_KEYGEN_TOKEN_EXISTS',
  [150] = 'NON_NULL_HOME_NONCE_INDEX_EXPECTED',
  [151] = 'SERVICE_AUTHORIZATION_FAILED',
  [152] = 'PROXY_REG_NOT_ENABLED',
  [153] = 'NOT_LMA_FOR_THIS_MOBILE_NODE',
  [154] = 'MAG_NOT_AUTHORIZED_FOR_PROXY_REG',
  [155] = 'NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX',
  [156] = 'TIMESTAMP_MISMATCH',
  [157] = 'TIMESTAMP_LOWER_THAN_PREV_ACCEPTED',
  [158] = 'MISSING_HOME_NETWORK_PREFIX_OPTION',
  [159] = 'BCE_PBU_PREFIX_SET_DO_NOT_MATCH',
  [160] = 'MISSING_MN_IDENTIFIER_OPTION',
  [161] = 'MISSING_HANDOFF_INDICATOR_OPTION',
  [162] = 'MISSING_ACCESS_TECH_TYPE_OPTION',
  [163] = 'GRE_KEY_OPTION_REQUIRED',
  [164] = 'MCOA_MALFORMED',
  [165] = 'MCOA_NON_MCOA_BINDING_EXISTS',
  [166] = 'MCOA_PROHIBITED',
  [167] = 'MCOA_UNKNOWN_COA',
  [168] = 'MCOA_BULK_REGISTRATION_PROHIBITED',
  [169] = 'MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED',
  [170] = 'NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE',
  [171] = 'NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS',
  [172] = 'NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE',
  [173] = 'MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED',
  [174] = 'INVALID_CARE_OF_ADDRESS',
  [175] = 'INVALID_MOBILE_NODE_GROUP_IDENTIFIER',
  [176] = 'REINIT_SA_WITH_HAC',
  [177] = 'NOT_AUTHORIZED_FOR_DELEGATED_MNP',
  [178] = 'REQUESTED_DMNP_IN_USE',
  [179] = 'CANNOT_MEET_QOS_SERVICE_REQUEST',
  [180] = 'CANNOT_SUPPORT_MULTIPATH_BINDING',
}

-- Binding Revocation Acknowledgement, RFC 5846 section 5.2: Wireshark 4.0 has the numbers of a draft.
local revocation_statuses = {
  [0] = 'success',
  [1] = 'partial success',
  [128] = 'binding does not exist',
  [129] = 'IPv4 home address option required',
  [130] = 'global revocation not authorized',
  [131] = 'revoked mobile nodes identity required',
  [132] = 'revocation failed, mobile node is attached',
  [133] = 'revocation trigger not supported',
  [134] = 'revocation function not supported',
  [135] = 'proxy binding revocation not supported',
}

-- IPv4 Home Address Reply, RFC 5844 section 3.3.2: Wireshark 4.0 shows access technologies.
local ipv4_statuses = {
  [0] = 'success',
  [128] = 'failure, reason unspecified',
  [129] = 'administratively prohibited',
  [130] = 'incorrect IPv4 home address',
  [131] = 'invalid IPv4 address',
  [132] = 'dynamic IPv4 home address assignment not available',
}

-- If-ATT: the registry of the Access Technology Type option, RFC 5213 section 8.5.
local access_technologies = {
  [0] = 'reserved',
  [1] = 'virtual',
  [2] = 'PPP',
  [3] = 'IEEE 802.3',
  [4] = 'IEEE 802.11a/b/g',
  [5] = 'IEEE 802.16e',
  [6] = '3GPP GERAN',
  [7] = '3GPP UTRAN',
  [8] = '3GPP E-UTRAN',
  [9] = '3GPP2 eHRPD',
  [10] = '3GPP2 HRPD',
  [11] = '3GPP2 1xRTT',
  [12] = '3GPP2 UMB',
  [13] = '3GPP NB-IoT',
}

-- Subtype: the registry of the Mobile Node Identifier option, RFC 4283 and RFC 8371.
local subtypes = {
  [1] = 'NAI',
  [2] = 'IPv6 address',
  [3] = 'IMSI',
  [4] = 'P-TMSI',
  [5] = 'EUI-48',
  [6] = 'EUI-64',
  [7] = 'GUTI',
  [8] = 'DUID',
}

local fields = {
  status = ProtoField.uint8('pmipspec.status', 'Status', base.DEC, statuses),
  bra_status = ProtoField.uint8('pmipspec.bra.status', 'Revocation status', base.DEC, revocation_statuses),
  ipv4_status = ProtoField.uint8('pmipspec.ipv4.status', 'IPv4 Home Address Reply status', base.DEC, ipv4_statuses),
  mmb = ProtoField.bytes('pmipspec.mmb', 'MAG Multipath Binding'),
  mmb_type = ProtoField.uint8('pmipspec.mmb.type', 'Type'),
  mmb_length = ProtoField.uint8('pmipspec.mmb.length', 'Length'),
  mmb_att = ProtoField.uint8('pmipspec.mmb.att', 'If-ATT', base.DEC, access_technologies),
  mmb_label = ProtoField.uint8('pmipspec.mmb.label', 'If-Label'),
  mmb_bid = ProtoField.uint8('pmipspec.mmb.bid', 'Binding ID'),
  mmb_bulk = ProtoField.bool('pmipspec.mmb.bulk', 'Bulk re-registration (B)', 8, nil, 0x80),
  mmb_overwrite = ProtoField.bool('pmipspec.mmb.overwrite', 'Registration overwrite (O)', 8, nil, 0x40),
  mmb_reserved = ProtoField.uint24('pmipspec.mmb.reserved', 'Reserved', base.HEX, nil, 0x3fffff),
  magid = ProtoField.bytes('pmipspec.magid', 'MAG Identifier'),
  magid_type = ProtoField.uint8('pmipspec.magid.type', 'Type'),
  magid_length = ProtoField.uint8('pmipspec.magid.length', 'Length'),
  magid_subtype = ProtoField.uint8('pmipspec.magid.subtype', 'Subtype', base.DEC, subtypes),
  magid_reserved = ProtoField.uint8('pmipspec.magid.reserved', 'Reserved', base.HEX),
  magid_identifier = ProtoField.string('pmipspec.magid.identifier', 'Identifier', base.UNICODE),
  magid_octets = ProtoField.bytes('pmipspec.magid.octets', 'Identifier, octets'),
}
pmipspec.fields = fields

local experts = {
  length = ProtoExpert.new(
    'pmipspec.length', 'The Length does not fit the layout of this option', expert.group.MALFORMED, expert.severity.WARN),
  beyond = ProtoExpert.new(
    'pmipspec.beyond', 'The option runs over the end of the message', expert.group.MALFORMED, expert.severity.WARN),
  bid = ProtoExpert.new(
    'pmipspec.mmb.bid.reserved', 'Binding ID 0 and 255 are reserved (RFC 8278 section 4.1)',
    expert.group.PROTOCOL, expert.severity.WARN),
  reserved = ProtoExpert.new(
    'pmipspec.reserved', 'Reserved bits are not 0; a receiver ignores them', expert.group.PROTOCOL, expert.severity.NOTE),
  refused = ProtoExpert.new(
    'pmipspec.refused', 'Multipath binding refused (RFC 8278 section 4.3)', expert.group.RESPONSE_CODE, expert.severity.NOTE),
}
pmipspec.experts = { experts.length, experts.beyond, experts.bid, experts.reserved, experts.refused }

local mh_type = Field.new('mip6.mhtype')

local BINDING_ACKNOWLEDGEMENT, BINDING_REVOCATION = 6, 16
local PAD1, IPV4_HOME_ADDRESS_REPLY = 0, 37

-- Octets before the first option, by MH type: RFC 6275 section 6.1, RFC 5847 section 3.3, RFC 5846 section 5.
local options_at = { [0] = 8, [5] = 12, [6] = 12, [7] = 24, [13] = 12, [16] = 12 }

-- What stands in the tree of one message; the tree itself is made when there is something to put into it.
local function lazily(root, message)
  local tree
  return function()
    tree = tree or root:add(pmipspec, message)
    return tree
  end
end

-- `option` is the whole option, type and length included; its data may be cut off.
local function add_mmb(tree, option, length)
  local item = tree:add(fields.mmb, option)
  item:set_text('MAG Multipath Binding')
  item:add(fields.mmb_type, option(0, 1))
  local length_item = item:add(fields.mmb_length, option(1, 1))
  if length ~= 6 then length_item:add_proto_expert_info(experts.length) end
  if option:len() < 2 + length then item:add_proto_expert_info(experts.beyond) end
  local has = math.min(length, option:len() - 2)
  if has >= 1 then item:add(fields.mmb_att, option(2, 1)) end
  if has >= 2 then item:add(fields.mmb_label, option(3, 1)) end
  if has >= 3 then
    local bid = option(4, 1):uint()
    local bid_item = item:add(fields.mmb_bid, option(4, 1))
    item:append_text(', BID ' .. bid)
    if bid == 0 or bid == 255 then bid_item:add_proto_expert_info(experts.bid) end
  end
  if has >= 4 then
    item:add(fields.mmb_bulk, option(5, 1))
    item:add(fields.mmb_overwrite, option(5, 1))
    local flags = option(5, 1):uint()
    if flags >= 0x80 then item:append_text(', bulk') end
    if flags % 0x80 >= 0x40 then item:append_text(', overwrite') end
  end
  if has >= 6 then
    local reserved_item = item:add(fields.mmb_reserved, option(5, 3))
    if option(5, 3):uint() % 0x400000 ~= 0 then reserved_item:add_proto_expert_info(experts.reserved) end
  end
end

local function add_magid(tree, option, length)
  local item = tree:add(fields.magid, option)
  item:set_text('MAG Identifier')
  item:add(fields.magid_type, option(0, 1))
  local length_item = item:add(fields.magid_length, option(1, 1))
  if length < 2 then length_item:add_proto_expert_info(experts.length) end
  if option:len() < 2 + length then item:add_proto_expert_info(experts.beyond) end
  local has = math.min(length, option:len() - 2)
  if has >= 1 then item:add(fields.magid_subtype, option(2, 1)) end
  if has >= 2 then
    local reserved_item = item:add(fields.magid_reserved, option(3, 1))
    if option(3, 1):uint() ~= 0 then reserved_item:add_proto_expert_info(experts.reserved) end
  end
  if has >= 3 then
    item:add(fields.magid_identifier, option(4, has - 2), option(4, has - 2):string(ENC_UTF_8))
    item:add(fields.magid_octets, option(4, has - 2))
  end
end

local function add_options(tree, message, first)
  local at = first
  while at < message:len() do
    local type = message(at, 1):uint()
    if type == PAD1 then
      at = at + 1
    elseif at + 2 > message:len() then
      return
    else
      local length = message(at + 1, 1):uint()
      local option = message(at, math.min(2 + length, message:len() - at))
      if type == pmipspec.prefs.mmb then
        add_mmb(tree(), option, length)
      elseif type == pmipspec.prefs.magid then
        add_magid(tree(), option, length)
      elseif type == IPV4_HOME_ADDRESS_REPLY and option:len() > 2 and length > 0 then
        tree():add(fields.ipv4_status, option(2, 1))
      end
      at = at + 2 + length
    end
  end
end

local function add_status(tree, message)
  local status = message(6, 1):uint()
  local item = tree():add(fields.status, message(6, 1))
  if status ~= pmipspec.prefs.refused then return end
  item:set_text(string.format('Status: CANNOT_SUPPORT_MULTIPATH_BINDING (%d)', status))
  item:add_proto_expert_info(experts.refused)
end

-- `message` begins with the Mobility Header and has at least the octets up to the MH type.
local function add_message(root, message)
  local whole = math.min((message(1, 1):uint() + 1) * 8, message:len())
  message = message(0, whole)
  local tree = lazily(root, message)
  local type = message(2, 1):uint()
  if type == BINDING_ACKNOWLEDGEMENT and whole > 6 then add_status(tree, message) end
  if type == BINDING_REVOCATION and whole > 7 and message(6, 1):uint() == 2 then
    tree():add(fields.bra_status, message(7, 1))
  end
  local first = options_at[type]
  if first ~= nil then add_options(tree, message, first) end
end

-- A packet may hold more than one Mobility Header: in a tunnel, or quoted by an ICMPv6 error.
function pmipspec.dissector(_, _, root)
  for _, found in ipairs({ mh_type() }) do
    local source, start = found.source, found.offset - 2
    if source ~= nil and start >= 0 and start + 3 <= source:len() then
      add_message(root, source(start, source:len() - start))
    end
  end
end

register_postdissector(pmipspec)
