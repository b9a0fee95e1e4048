// Checks every file of a fleet, and makes a file a location with the settings of each node.
local form = import 'form.libsonnet';
local shape = import 'shape.libsonnet';
// Read by a native function: an import would read the same text as a program.
local fleet = std.parseJson(importstr 'fleet.json');

// Fails with the first text that is there twice: two fields of an object cannot have one name. To find that takes a fraction of
// the time that std.set takes for as many.
local differ(texts) = std.isObject({ [text]: null for text in texts });

local isTransit(node) = std.objectHas(node, 'transit') && node.transit;

// Counted as what a text is shorter by without them: a native function, unlike the comparison of two texts.
local atMostTenBehindTransit(nodes) =
  local joined = std.set([group for node in nodes if isTransit(node) for group in node.groups.network]);
  local others = std.join('', ['<' + group + '>' for node in nodes if !isTransit(node) for group in node.groups.network]);
  local count(group) = (std.length(others) - std.length(std.strReplace(others, group, ''))) / std.length(group);
  form.every(function(group) count('<' + group + '>') <= 10, joined);

local nodesOf(cluster) = [
  cluster.locations[location].nodes[name]
  for location in std.objectFields(cluster.locations)
  for name in std.objectFields(cluster.locations[location].nodes)
];

// The names of the files of one kind that are not of the shape of their kind.
local refused(check, files) = [name for name in std.objectFields(files) if !check(files[name])];

local checked(cluster) =
  local wrong = refused(shape.cluster, { 'cluster.yaml': cluster.settings }) + refused(shape.location, cluster.locations)
                + refused(shape.policy, cluster.policy) + refused(shape.list, cluster.lists);
  assert wrong == [] : 'not of the shape of their kind: ' + std.join(', ', wrong);
  local nodes = nodesOf(cluster);
  local version = cluster.settings.product.version;
  assert form.every(function(node) !std.objectHas(node, 'version') || node.version == version, nodes) :
         'a node states another version than its cluster';
  assert differ([listener for node in nodes for listener in node.listeners]);
  assert atMostTenBehindTransit(nodes) : 'more than ten nodes are behind the transit nodes of a network group';
  nodes;

local nodes = std.flattenArrays([checked(fleet[name]) for name in std.objectFields(fleet)]);

assert differ([node.uuid for node in nodes]);
{
  [cluster + '-' + location + '.json']: fleet[cluster].locations[location].nodes
  for cluster in std.objectFields(fleet)
  for location in std.objectFields(fleet[cluster].locations)
}
