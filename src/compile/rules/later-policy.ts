import type { RuleHead } from './head.ts'

/** Rules about policy and log shipping that nobody has implemented yet; each leaves this list for a file of its own. */
export const policyRules: readonly RuleHead[] = [
  {
    code: 'CM-LOG-002',
    severity: 'error',
    title: 'Every node reaches the destination of logs',
    source: 'BP',
    why: 'One log configuration holds for all nodes; behind a firewall of its site a node keeps its logs until they rotate.',
    stage: 'static',
  },
  {
    code: 'CM-LOG-006',
    severity: 'warning',
    title: 'The push of rule-written logs is not set at nodes',
    source: 'recalled',
    unverified: true,
    why: 'It belongs to the policy, which is the same on all nodes.',
    stage: 'static',
  },
  {
    code: 'CM-REG-008',
    severity: 'info',
    title: 'Regional rule sets that are almost equal are one with variations',
    source: 'BP',
    why: 'For small differences one global policy with a few regional rules is easier to keep right.',
    stage: 'static',
  },
  {
    code: 'CM-RT-006',
    severity: 'warning',
    title: 'Pooled nodes share a runtime group where policy uses run-time data',
    source: 'BP',
    why: 'Quota, coaching, authorized override and PDStorage values follow a user only inside a runtime group.',
    stage: 'static',
  },
  {
    code: 'CM-RT-007',
    severity: 'info',
    title: 'Large runtime groups exist where policy uses run-time data',
    source: 'BP',
    why: 'Without such a policy there is nothing to share, and the groups only raise alerts.',
    stage: 'static',
  },
]
