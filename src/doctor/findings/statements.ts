import type { Alert, AttachedElsewhere, AuditRecord, Evidence, Rejection } from '../evidence.ts'
import { extentOf, type Finding } from '../finding.ts'
import type { Site } from '../site.ts'
import { nameOf } from './speak.ts'

/** What the product says in plain words, one finding for each statement. */
export function statementFindings(evidence: readonly Evidence[], site: Site): readonly Finding[] {
  const rejections = evidence.filter((each) => each.kind === 'rejection')
  const saves = evidence.filter((each) => each.kind === 'audit')
  return [
    ...pathMatrix(rejections.filter(({ isPathMatrix }) => isPathMatrix)),
    ...refusedSave(
      rejections.filter(({ isPathMatrix }) => !isPathMatrix),
      saves,
    ),
    ...attachments(
      evidence.filter((each) => each.kind === 'attached elsewhere'),
      site,
    ),
    ...alerts(evidence.filter((each) => each.kind === 'alert')),
  ]
}

function pathMatrix(lines: readonly Rejection[]): readonly Finding[] {
  if (lines.length === 0) return []
  return [
    {
      code: 'CM-SYN-007',
      severity: 'error',
      what: 'settings were refused: the network groups do not connect all nodes',
      cause: 'the path matrix has nodes that no chain of shared network groups reaches (CM-NET-002)',
      confidence: 'certain',
      remedy: [
        'give every location a node that is in the transit group too; "pader graph" shows the groups, "pader path" a way',
      ],
      ...extentOf(lines),
    },
  ]
}

function refusedSave(lines: readonly Rejection[], saves: readonly AuditRecord[]): readonly Finding[] {
  if (lines.length === 0) return []
  const imported = saves.some(({ action }) => /IMPORT|RULE/.test(action))
  return [
    {
      code: 'CM-SYN-009',
      severity: 'error',
      what: 'settings were refused when they were saved',
      cause: imported
        ? 'rules were imported before: an imported rule set can conflict with existing rules, lists or settings'
        : 'the log gives the reason in its own words; after an import, it is a conflict with what already exists',
      confidence: imported ? 'likely' : 'possible',
      remedy: [
        'resolve the conflict: rename or remove the rules, lists or settings of the same name, import again, save',
        'support asks for the coordinator and the UI logs of the moment',
      ],
      ...extentOf(lines),
    },
  ]
}

function attachments(lines: readonly AttachedElsewhere[], site: Site): readonly Finding[] {
  if (lines.length === 0) return []
  const holders = [...new Set(lines.flatMap(({ holder }) => holder ?? []))]
  const at = holders.map((holder) => nameOf(holder, site)).join(' and ')
  return [
    {
      code: holders.length > 1 ? 'CM-SYN-013' : 'CM-GUI-004',
      severity: 'error',
      what: at === '' ? 'a session is open at another node' : `a session is open at ${at}`,
      cause:
        holders.length > 1
          ? 'two nodes are attached at once: the cluster has split, and both halves may be edited'
          : 'one node of a cluster can be attached at a time, by the UI or by REST',
      confidence: 'certain',
      remedy:
        holders.length > 1
          ? ['freeze: "pader hold", nobody saves; join the halves, then compare with "pader plan" before anything else']
          : [`use ${at === '' ? 'the link in the message' : at} for the work, or log off there`],
      ...extentOf(lines),
    },
  ]
}

function alerts(lines: readonly Alert[]): readonly Finding[] {
  const authority = lines.filter(({ says }) => says === 'default authority')
  const shared = lines.filter(({ says }) => says === 'shared data')
  const licence = lines.filter(({ says }) => says === 'licence')
  const found: Finding[] = []
  if (licence.length > 0) {
    found.push({
      code: 'CM-UPD-016',
      severity: 'error',
      what: 'the licence does not seem to allow updates',
      cause:
        'a log line mentions a licence that has expired or is not valid; without one, no engine is updated on any node',
      confidence: 'possible',
      remedy: ['look at the licence in the UI of the entry node; a licence that is imported there goes to all nodes'],
      ...extentOf(licence),
    })
  }
  if (authority.length > 0) {
    found.push({
      code: 'CM-CA-001',
      severity: 'error',
      what: 'the cluster uses the authority that the product is shipped with',
      cause: 'it is the same in every installation, so a stranger can pose as a node (KB89292)',
      confidence: 'certain',
      remedy: ['generate your own authority in the UI on the entry node; existing nodes get new certificates'],
      ...extentOf(authority),
    })
  }
  if (shared.length > 0) {
    found.push({
      code: 'CM-SYN-005',
      severity: 'info',
      what: 'the dashboard says that shared data is not synchronised',
      cause: 'a node did not get runtime data at that moment',
      confidence: 'possible',
      remedy: ['read the coordinator log with "pader doctor": it tells noise from trouble'],
      ...extentOf(shared),
    })
  }
  return found
}
