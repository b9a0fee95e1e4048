import type { RuleHead } from './head.ts'

/** The rules that need a running cluster: they judge what was seen on it. */
export const liveRules: readonly RuleHead[] = [
  seen('CM-UPD-015', 'warning', 'The nodes of an update group have the same engine versions', 'BP', [
    'they share updates; a node that lags more than one interval behind does not get them',
  ]),
  seen('CM-UPD-016', 'error', 'The licence allows updates', 'LIC', [
    'without a valid licence no node is updated, and a red alert names the appliances',
  ]),
  seen('CM-TIME-005', 'error', 'The clocks differ by less than the tolerance', 'BP', [
    'a request between nodes whose clocks differ too much is refused with error 405',
  ]),
  seen('CM-TIME-006', 'error', 'No clock is so far off that NTP leaves it alone', 'BP', [
    'beyond about 1000 seconds the time service does not correct the clock by itself',
  ]),
  seen('CM-TIME-010', 'info', 'The advice for setting a clock fits the product version', 'BP', [
    'up to 7.2 one command forces a synchronisation, from 7.3 on the services are stopped and started in order',
  ]),
  seen('CM-GUI-004', 'error', 'No other session holds the attachment', 'BP', [
    'one node can be attached at a time; the refusal names the holder, who must log off or be waited for',
  ]),
  seen('CM-SYN-001', 'error', 'All nodes show one storage timestamp', 'BP', [
    'equal timestamps are what being in sync means',
  ]),
  seen('CM-SYN-002', 'error', 'The timestamps meet within the time allowed after a change', 'BP', [
    'a change reaches all nodes at once; a node that stays behind was not reached or refused it',
  ]),
  seen('CM-SYN-004', 'warning', 'No node fails to connect to another one', 'BP', [
    'error 301 carries a number of the operating system that tells a missing route (113), a refusal (111) and a failed handshake (107) apart',
  ]),
  seen('CM-SYN-005', 'info', 'Failures to share run-time data are followed by a success', 'BP', [
    'now and then they are harmless; without a later success the nodes do not reach each other',
  ]),
  seen('CM-SYN-006', 'info', 'Failures to share run-time data are rare', 'BP', [
    'large runtime groups raise them; groups of nodes that share users keep them rare',
  ]),
  seen('CM-SYN-007', 'error', 'No configuration was refused for its network groups', 'BP', [
    'the log of such a refusal speaks of an invalid node path matrix: the groups do not connect the nodes (CM-NET-002)',
  ]),
  seen('CM-SYN-008', 'error', 'No connection failed at the certificate', 'BP', [
    'it means that two nodes have different authorities (CM-CA-002)',
  ]),
  seen('CM-SYN-009', 'warning', 'The audit log shows no failed save, failed restore, changed date or exported key', 'field', [
    'each of these needs a person to look at it',
  ]),
  seen('CM-SYN-010', 'warning', 'Every change in the audit log was made by Pader', 'field', [
    'a change by anybody else is drift',
  ]),
  seen('CM-SYN-013', 'error', 'The cluster has not split in two halves that are both administered', 'BP', [
    'when it heals, the rule for conflicts keeps one half and drops the edits of the other',
  ]),
  seen('CM-LOG-004', 'warning', 'The rsyslog configuration is the same on all nodes', 'field', [
    'it is a file of each appliance: as many copies to keep equal as there are nodes',
  ]),
]

function seen(
  code: string,
  severity: RuleHead['severity'],
  title: string,
  source: RuleHead['source'],
  why: readonly string[],
): RuleHead {
  return { code, severity, title, stage: 'live', why: why.join(' '), source }
}
