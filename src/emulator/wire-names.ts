/**
 * Names of the product that its guides state, that were seen in its output, or that two independent clients use
 * (sources: REST guide, recorded responses of 10.2 to 12.2). Whatever is less certain comes in with the profile.
 */
export const WIRE = {
  basePath: ['Konfigurator', 'REST'],
  sessionCookie: 'JSESSIONID',
  sessionParameter: 'jsessionid',
  xml: 'application/xml',
  payloadOnly: 'application/mwg+xml',
  centralManagement: {
    document: 'com.scur.engine.cmclusternode.configuration',
    type: 'com.scur.engine.cmclusternode',
    title: 'Central Management',
  },
  /** Between a node's UUID and the document's id, in the feed and in the storage. */
  documentFolder: 'cfg',
  documentSuffix: '.configuration',
  typePrefix: 'com.scur.type.',
  complexTypePrefix: 'com.scur.type.complex.',
  templatePrefix: 'com.scur.template.',
  vendorPrefix: 'com.scur.',
  listSchema: '1.0.3.46',
  badCredentials: 'Check username and password',
  alreadyLoggedIn: 'already logged in',
  duplicateEntry: 'duplicate list entry',
  invalidEntry: 'Invalid list entry',
  invalidMatrix: 'Invalid node path matrix / unreachable nodes',
  /** The authority that every installation has until somebody makes one. */
  shippedAuthority: 'McAfee Web Gateway Cluster CA',
  alerts: {
    notShared: 'Shared Data not synchronized',
    shippedAuthority: 'The Central Management Currently uses the default CA',
  },
  messages: {
    subscription: 'co_distribute_init_subscription',
    sharedData: 'co_distribute_shared_data_raw',
    addNode: 'co_distribute_add_cluster_node',
  },
} as const
