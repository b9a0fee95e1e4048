import type { Diagnostic, RelatedPlace, Severity } from '../../source/diagnostic.ts'
import type { Fix } from '../../source/fix.ts'
import type { Place } from '../../source/place.ts'

/** What a code of the front end means: its line in `pader rules` and the advice that goes with every finding. */
export interface FrontEndCode {
  readonly title: string
  readonly severity: Severity
  readonly help: string
  /** Why it matters, where that does not go without saying. */
  readonly why?: string
}

const error = (title: string, help: string, why?: string): FrontEndCode => {
  return { title, severity: 'error', help, ...(why === undefined ? {} : { why }) }
}

const warning = (title: string, help: string, why: string): FrontEndCode => {
  return { title, severity: 'warning', help, why }
}

/** Everything that can be wrong before the rules are asked: the text, its shape, and names that lead nowhere. */
export const FRONT_END_CODES = {
  'YAML-UNREADABLE': error('A file can be read', 'check that it exists and who may read it'),
  'YAML-POINTER': error(
    'A file is in the repository itself, and not as a Git LFS pointer',
    'fetch it with "git lfs pull"; for a watch, which fetches none, keep the file itself in git',
    'The text of the pointer would be rolled out as the template or the list.',
  ),
  'YAML-TOO-LARGE': error(
    'A file has a sensible size',
    'split the file: nodes that are alike can be a range or share a template, and a long list can be several',
  ),
  'YAML-ENCODING': error('A file is UTF-8', 'save it as UTF-8'),
  'YAML-EMPTY': error('A file is not empty', 'write at least "format: 1", or remove the file'),
  'YAML-SYNTAX': error(
    'A file is valid YAML',
    'correct the text at this place; an editor with YAML support shows it too',
  ),
  'YAML-TAB': error('YAML is indented with spaces', 'replace the tab with spaces'),
  'YAML-DUPLICATE-KEY': error('A key appears once', 'keep one of the two; only one of them could ever apply'),
  'YAML-DOCUMENTS': error('A file is one YAML document', 'remove the "---" or put the second document in its own file'),
  'YAML-TAG': error('YAML is written without tags', 'write the plain value'),
  'YAML-ALIAS': error('An alias leads to an anchor', 'write the value out, or use "templates"'),
  'YAML-ALIASES': error('Aliases are used sparingly', 'write the values out, or use "templates"'),
  'YAML-TOO-DEEP': error('YAML is not nested too deeply', 'flatten the document'),
  'YAML-CHARACTER': error(
    'Text has no characters that mislead its readers',
    'remove the character; it is invisible or changes the order in which text is shown',
  ),
  'YAML-NUMBER': error(
    'A number means what is written',
    'put it in quotes if it is a name or a serial number; numbers go up to 9007199254740991',
    'YAML would read another number or another text, without saying so.',
  ),
  'YAML-EMPTY-VALUE': error(
    'A key has a value',
    'write the value, or indent below it what belongs to it; write "null" if it must be empty, or remove the key',
  ),
  'YAML-QUOTES': warning(
    'Quotes around a text are those of YAML',
    "write ' or \" on both sides of the text, or take the quotes away; if they are meant, put all of it in '",
    'YAML takes other quotes, and one that has lost its partner, for letters of the text.',
  ),
  'YAML-SWALLOWED': warning(
    'An entry of a list is none of the text above',
    'write the key that the entries belong to in a line above them; if it is a text, put all of it in quotes',
    'A text goes on in the lines below that are indented deeper, so that a list without its key is a part of it, and empty.',
  ),
  'YAML-BLANK': {
    title: 'A blank in a name is a common one',
    severity: 'info',
    help: 'write a common blank in its place',
    why: 'Who writes the name elsewhere writes a common blank, and then it is another name.',
  },
  'SCHEMA-UNKNOWN-KEY': error('A key is known', 'correct the name or remove the key'),
  'SCHEMA-MISSING-KEY': error('A required key is there', 'add the key'),
  'SCHEMA-TYPE': error('A value has the right type', 'write a value of that type'),
  'SCHEMA-VALUE': error('A value is one of those allowed', 'use one of the allowed values'),
  'SCHEMA-RANGE': error('A number is in its range', 'use a number in the range'),
  'SCHEMA-PATTERN': error('A text has the right form', 'write it in that form'),
  'SCHEMA-ADDRESS': error(
    'An address is valid',
    'write a full IPv4 address without leading zeros, or an IPv6 address',
    'An invalid address leads to no machine, or to the wrong one: some programs read numbers with a leading zero as octal.',
  ),
  'SCHEMA-NETWORK': error(
    'A network is valid, in CIDR notation',
    'write the first address of the network and its length',
    'An invalid network contains nobody, or the wrong machines.',
  ),
  'SCHEMA-HOST': error(
    'A host is a valid name or address',
    'write a host name or an IP address, without a port',
    'An invalid name is never found; a name that ends in a number is taken for an address.',
  ),
  'SCHEMA-URL': error(
    'A URL names a host',
    'write it with its scheme and its host',
    'A URL without a host fails when it is needed: in the middle of a transfer, or of an incident.',
  ),
  'SCHEMA-DATE': error(
    'A date exists',
    'write a day that exists',
    'Some programs read February 31 as a day in March, others as no date at all, so that nothing ever expires.',
  ),
  'SCHEMA-TIME-ZONE': error(
    'A time zone exists',
    'write its IANA name, like Asia/Tokyo',
    'In an unknown time zone, no window ever opens.',
  ),
  'SCHEMA-LENGTH': error('A value has the right length', 'make it longer or shorter'),
  'SCHEMA-DUPLICATE': error(
    'A list names each thing once',
    'remove the entry, or write what was meant in its place',
    'Most often an entry was copied and never changed, and the entry that was meant is missing.',
  ),
  'SCHEMA-NAME': error('A name can be used as a name', 'use lower case letters, digits and hyphens'),
  'SCHEMA-FORMAT': error('A file says which format it has', 'write "format: 1"'),
  'SCHEMA-CHOICE': error('A value has one of the allowed shapes', 'use one of the shapes, not a mixture'),
  'SCHEMA-CONNECTION-KEY': error(
    'Addresses of interfaces and credentials are not in the repository',
    'put it in the host file of the machine that runs Pader (default /etc/pader/host.yaml)',
  ),
  'REF-NO-CLUSTER': error(
    'There is a cluster to compile',
    'a cluster is a folder with a "cluster.yaml"; see pader init',
  ),
  'REF-UNREAD-FOLDER': error(
    'The files of a cluster are in a real folder',
    'replace it with a folder that holds the files',
    'Without its files, the cluster would be compiled, planned and watched as if it did not exist.',
  ),
  'REF-IDLE-FOLDER': {
    title: 'Every folder beside the clusters is a cluster',
    severity: 'warning',
    help: 'add "cluster.yaml", or move the folder away from the clusters',
    why: 'A cluster that is not recognized drops out of every plan without notice.',
  },
  'REF-STRAY-FILE': error('A file with a known ending is one that Pader reads', 'move or rename the file'),
  'REF-CLUSTER-FILE': error('A cluster has a "cluster.yaml"', 'add "cluster.yaml" to the folder'),
  'REF-NAME': error('A folder or file name can be used as a name', 'rename it: lower case letters, digits and hyphens'),
  'REF-DUPLICATE-NODE': error('A node is declared once in its cluster', 'rename or remove one of them'),
  'REF-ENTRY-NODE': error('The entry node is a node of its cluster', 'name a node of the cluster'),
  'REF-TEMPLATE': error('A template that is used is declared', 'declare it under "templates" in cluster.yaml'),
  'REF-CYCLE': error('Templates do not use each other in a circle', 'remove one of the uses'),
  'REF-END': error(
    'An end of a route or firewall rule is a location, a node or "any"',
    'correct the name, or remove it',
  ),
  'REF-LOCATION': error('A location that is named is declared', 'correct the name, or add its file below "locations"'),
  'REF-NODE': error('A node that is named is declared', 'correct the name, or declare the node in its location'),
  'REF-REGION': error('A region that is named is declared', 'correct the name, or add it to regions.yaml'),
  'REF-RANGE': error(
    'A range of nodes is as long as the ranges of its values',
    'give the ranges the same number of members',
  ),
  'REF-TRANSIT': error('A transit node is in the transit group', 'say it once: with "transit" or with "groups"'),
  'REF-RULE': error('A rule that is configured exists', 'see pader rules for the codes'),
  'REF-LEASE': error('A lease is about something that can be leased', 'name a node with a setting, or a list'),
  'REF-LEASE-EXPIRED': error('A lease has not expired', 'adopt the change, put it back, or agree on a new date'),
  'REF-LEASE-REPEATED': warning(
    'A lease is given once',
    'keep one of the two',
    'The change is accepted until the later one ends, and whoever reads the other one does not know that.',
  ),
  'REF-DATE-FAR': warning(
    'What is accepted for a while ends in time',
    'write a day on which somebody is still there to look at it',
    'What never ends is never looked at again, and most often a digit of the year is wrong.',
  ),
  'REF-REPAIR-EXPIRED': error(
    'A node is not out of service for longer than declared',
    'remove "outOfService" if the node is back, or agree on a new date',
  ),
  'REF-WAIVER-SCOPE': error('The scope of a waiver exists', 'correct the name'),
  'REF-WAIVER-EXPIRED': error('A waiver has not expired', 'repair what was waived, or agree on a new date'),
  'REF-WAIVER-UNUSED': {
    title: 'A waiver waives something',
    severity: 'warning',
    help: 'remove the waiver; what it waived has been repaired',
  },
} as const satisfies Readonly<Record<string, FrontEndCode>>

/** One of the codes above. */
export type FrontEndCodeName = keyof typeof FRONT_END_CODES

/** A finding with one of these codes; `help` replaces the advice of the code where more is known. */
export function frontEndFinding(
  code: FrontEndCodeName,
  place: Place,
  message: string,
  more: { readonly help?: string; readonly related?: readonly RelatedPlace[]; readonly fix?: Fix } = {},
): Diagnostic {
  const { severity, help, why }: FrontEndCode = FRONT_END_CODES[code]
  return { code, severity, message, place, help, ...(why === undefined ? {} : { why }), ...more }
}

/** Whether a text is one of the codes above. */
export function isFrontEndCode(code: string): code is FrontEndCodeName {
  return Object.hasOwn(FRONT_END_CODES, code)
}
