// What the files may say: for each kind of file a function that is true, or not, or fails at a key that is missing.
// A key that is not known is one too many: to count them is quicker than to look each of them up.
local form = import 'form.libsonnet';

local texts(values) = std.isArray(values) && form.every(std.isString, values);
local whole(value) = std.isNumber(value) && std.floor(value) == value;
local port(value) = whole(value) && value >= 1 && value <= 65535;
local values(object) = [object[key] for key in std.objectFields(object)];
local has(object, key) = if std.objectHas(object, key) then 1 else 0;
local if_there(object, key, check) = !std.objectHas(object, key) || check(object[key]);

local authority(it) =
  std.length(it) == 4
  && std.isString(it.name)
  && form.sha256(it.sha256)
  && whole(it.keyBits)
  && form.date(it.expires);

local passage(it) =
  std.length(it) == 1 + has(it, 'port')
  && texts(it.between)
  && std.length(it.between) >= 2
  && if_there(it, 'port', port);

local network(it) = std.length(it) == 2 && form.every(passage, it.routes) && form.every(passage, it.firewall);

local updates(it) =
  std.length(it) == has(it, 'automatic') + has(it, 'fromNodes') + has(it, 'fromInternet')
  && form.every(std.isBoolean, values(it));

local defaults(it) = std.length(it) == has(it, 'updates') && if_there(it, 'updates', updates);

local interface(it) =
  std.length(it) == 2
  && std.isString(it.address)
  && (it.role == 'cluster' || it.role == 'management' || it.role == 'users');

// What the texts look like is asked of all nodes of a location at once.
local node(it) =
  std.length(it) == 7 + has(it, 'transit') + has(it, 'version')
  && std.isString(it.uuid)
  && std.isString(it.address)
  && texts(it.listeners)
  && whole(it.priority)
  && std.length(it.groups) == 3
  && texts(it.groups.network)
  && std.isString(it.groups.runtime)
  && std.isString(it.groups.update)
  && form.every(interface, values(it.interfaces))
  && std.length(it.ntp) == 2
  && std.isBoolean(it.ntp.enabled)
  && texts(it.ntp.servers)
  && if_there(it, 'transit', std.isBoolean)
  && if_there(it, 'version', form.version);

local settings(it) =
  std.length(it) == 4
  && std.isString(it.target)
  && std.isString(it.template)
  && std.isString(it.version)
  && form.every(function(value) !std.isObject(value) && !std.isArray(value), values(it.values));

local rule(it) = std.length(it) == 3 && std.isString(it.name) && std.isString(it.criteria) && std.isString(it.action);

local rule_set(it) =
  std.length(it) == 3
  && std.isString(it.name)
  && form.every(function(cycle) cycle == 'request' || cycle == 'response' || cycle == 'embedded', it.cycles)
  && form.every(rule, it.rules);

{
  cluster(it)::
    std.length(it) == 3 + has(it, 'description') + has(it, 'entryNode') + has(it, 'defaults') + has(it, 'network')
    && it.format == 1
    && std.length(it.product) == 3
    && form.version(it.product.version)
    && form.number(it.product.build)
    && (it.product.branch == 'main' || it.product.branch == 'controlled')
    && std.length(it.centralManagement) == 2
    && port(it.centralManagement.port)
    && authority(it.centralManagement.ca)
    && if_there(it, 'description', std.isString)
    && if_there(it, 'entryNode', std.isString)
    && if_there(it, 'defaults', defaults)
    && if_there(it, 'network', network),

  location(it)::
    local nodes = values(it.nodes);
    std.length(it) == 4
    && it.format == 1
    && form.timeZone(it.timeZone)
    && texts(it.clientNetworks)
    && form.names(std.objectFields(it.nodes))
    && form.every(node, nodes)
    && form.uuids([one.uuid for one in nodes])
    && form.addresses([one.address for one in nodes] + std.flattenArrays([one.ntp.servers for one in nodes]))
    && form.listeners(std.flattenArrays([one.listeners for one in nodes]))
    && form.networks(it.clientNetworks + [one.address for each in nodes for one in values(each.interfaces)]),

  policy(it)::
    std.length(it) == 3
    && it.format == 1
    && form.every(settings, values(it.settings))
    && form.every(rule_set, it.ruleSets),

  list(it)::
    std.length(it) == 3 + has(it, 'description')
    && it.format == 1
    && std.isString(it.type)
    && if_there(it, 'description', std.isString)
    && form.every(function(entry) std.isString(entry) || std.isNumber(entry), it.entries),
}
