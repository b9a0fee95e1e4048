import type { FrontEndCode } from './front-end-codes.ts'

const said =
  (severity: FrontEndCode['severity']) =>
  (title: string, help: string): FrontEndCode => ({ title, severity, help })
const error = said('error')
const warning = said('warning')
const info = said('info')

/** What can be wrong with a policy; each finding says in its own words what is wrong and what would help. */
export const POLICY_CODES: Readonly<Record<string, FrontEndCode>> = {
  'POL-CYCLES': error(
    'A nested rule set runs in cycles of the set around it',
    'add the cycle there, or remove it here',
  ),
  'POL-DIALECT': error('dialect.json of a cluster can be read', 'correct the file, or calibrate anew'),
  'POL-DUPLICATE': error('Objects of a policy have unique names', 'rename one of them'),
  'POL-EXPORT-MORE': warning('Pader understands every part of an export', 'replace the list with "use"'),
  'POL-LIST-EMPTY': warning(
    'A list says what it holds',
    'write its entries below "entries", or "entries: []" if it has none',
  ),
  'POL-LIST-REPEAT': info('An entry of a list is there once', 'remove the entry, or write what was meant in its place'),
  'POL-LIST-ROW': warning(
    'Rows of a list have the same cells',
    'correct the name of the cell, or add the one that is missing',
  ),
  'POL-LIST-SLIP': warning(
    'An entry of a list is nothing but its text',
    'write nothing but the text, or remove the entry',
  ),
  'POL-LIST-TEXT': info('A list can be offered to subscribers', 'remove the character if the text is needed'),
  'POL-LIST-TYPE': error('A list fits the comparison that uses it', 'use another operator, or another list'),
  'POL-LIST-VALUE': error(
    'An entry of a list has the type of the list',
    'correct the entry, or give the list another type',
  ),
  'POL-LOOK-ALIKE': warning('Names that look alike are the same name', 'write one of them with Latin letters'),
  'POL-MIXED-JOINS': error('Brackets say how AND and OR go together', 'put brackets around what belongs together'),
  'POL-MIXED-LEVEL': warning('A rule set holds either rules or rule sets', 'move the rules into a nested rule set'),
  'POL-NO-TEMPLATE': error('A template that is used exists', 'correct the name, or add the file below templates/'),
  'POL-OVERRIDE': error(
    'A region changes only what it may',
    'remove what the region changes, or agree on another "override" with the owners of what all regions share',
  ),
  'POL-OVERRIDE-OPEN': error(
    'It can be decided whether a region changes only what it may',
    'write it with values that can be compared, or with criteria that can be followed',
  ),
  'POL-OVERRIDE-USE': error(
    'A list that differs by region is read where the region can be asked for',
    'read it in criteria, or in a rule set with "region"',
  ),
  'POL-PARAMETER-VALUE': error(
    'A parameter has a value for every region that needs one',
    'add the value, or "everywhere"',
  ),
  'POL-REGION-ADDRESS': error('A node of a region by address has an address', 'declare it, or select by hostname'),
  'POL-REGION-EMPTY': error('A region whose members are written out has members', 'add its members, or test by list'),
  'POL-REGION-NETWORK': error('A client network can be written as wildcards', 'use IPv4, or select by hostname'),
  'POL-SAME-NAME': warning(
    'Rules and rule sets within a rule set have unique names',
    'rename one of the two, or remove the copy',
  ),
  'POL-RULE-IDLE': warning('A rule does something', 'give it an "action" or "events", or remove it'),
  'POL-SETTINGS-TARGET': error(
    'Settings are used with the action that they belong to',
    'name the action as their "target", or use settings of that action',
  ),
  'POL-SETTINGS-VALUE': warning(
    'A value of settings is as in other settings of the action',
    'correct the name of the value, or its type',
  ),
  'POL-SYNTAX': error('Criteria, actions and events can be understood', 'write them as the UI shows them'),
  'POL-TEMPLATE': error('A template can be filled', 'correct the template, or give it the value'),
  'POL-TEMPLATE-CIRCLE': error('A template does not use itself', 'remove one of the uses'),
  'POL-TEMPLATE-VALUE': error('A value can be written into a file of its kind', 'use a text on one line'),
  'POL-TYPE': error('A property, its operator and its operand fit', 'use an operand of the right type'),
  'POL-UNKNOWN-OPERATOR': error('An operator is known', 'use one that the UI offers for the property'),
  'POL-UNKNOWN-PARAMETER': error('A parameter that is used is declared', 'declare it below "parameters"'),
  'POL-UNKNOWN-PROPERTY': error('A property is known', 'correct the name, or declare it below "properties"'),
  'POL-UNUSED': info('An object is used by a rule set', 'use it, or remove it'),
  'POL-UNVERIFIED': info(
    'The ids of properties, operators and actions are verified',
    'use others whose ids are verified, or calibrate',
  ),
  'POL-UNVERIFIED-SELECTOR': warning(
    'A region is selected by a property whose id is verified',
    'select it by hostname',
  ),
  'POL-XML': error('An export is a document of rule sets', 'export the rule set from the UI again'),
  'POL-XML-LAYOUT': info('An export is laid out as the product lays it out', 'keep it as it comes from the UI'),
  'POL-XML-REFERENCE': warning('An export defines what it uses', 'export it again, and look at the object'),
  'POL-XML-TOP': error('An export holds one top-level rule set', 'export one rule set'),
  'REF-EXPORT': error('An export that is imported exists', 'put the file below exports/'),
  'REF-EXPORT-LIST': error('A list that is replaced is in the export', 'correct the name'),
  'REF-EXPORT-SETTINGS': error('Settings that are replaced are in the export', 'correct the name'),
  'REF-LIST': error('A list that is used is declared', 'declare it below lists/, or correct the name'),
  'REF-PROPERTY': error('A property of the policy is declared', 'declare it below "properties"'),
  'REF-SETTINGS': error('Settings that are used are declared', 'declare them below "settings"'),
}

/** What is found when a document is written or a test of the policy is read; a compile does not say it. */
export const LATER_CODES: Readonly<Record<string, FrontEndCode>> = {
  'POL-NO-ID': error('Every id that a document needs is known', 'learn it from an export (pader calibrate)'),
  'POL-NO-TEMPLATE-ID': error(
    'Settings in a document name their template',
    'copy "template" and "version" from an export',
  ),
  'POL-NOT-CLOSED': error('A document defines what it uses', 'declare the object in the repository'),
  'POL-TEST-FAILED': error('A test of the policy passes', 'correct the policy, or what the test expects of it'),
  'POL-TEST-NOWHERE': error(
    'A test of the policy applies to at least one node',
    'name a node, or a region that has one',
  ),
}
