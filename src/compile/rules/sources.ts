/**
 * Where the facts behind the rules come from. The keys are those of the vendor's material; `field` is experience that
 * others published, `ours` a convention of Pader, `recalled` a remembered text that nobody re-read.
 */
export const sources = {
  BP: 'Best Practices: Central Management in Web Gateway 7.x, version 4 (community DOC-4823)',
  NG: 'Best Practices: Configuring Node Groups in a Cluster',
  ND: 'Nodes in a Central Management Cluster',
  CA: 'Generate Secure Communication Items on an Appliance',
  PG78: 'Product guide 7.8.0, automatic updates',
  PG80: 'Product guide 8.0, Central Management',
  PG715: 'Product guide 7.1.5, database updates',
  IRG78: 'Interface reference guide 7.8.0, system settings for distribution in a cluster',
  KB77895: 'Knowledge base KB77895, main and controlled release branches',
  KB89292: 'Knowledge base KB89292, default cluster CA in use',
  HA: 'Understanding Proxy HA (mfend), community article 553473',
  HYB: 'Configure Web Hybrid Policy Synchronization',
  KB76899: 'Knowledge base KB76899, log push for all cluster nodes',
  LIC: 'License Replacement',
  LOG: 'About Logging',
  SYSL: 'Understanding syslog, community article 554150',
  CSR: 'How to Collect Logs from Web Gateway using Log Source',
  R1: 'Working with the REST interface',
  R3: 'Performing basic REST operations',
  R4: 'Working on appliances (REST interface)',
  field: 'published experience of operators',
  ours: 'a convention of Pader',
  recalled: 'remembered from vendor guides and not verified on an appliance',
} as const
