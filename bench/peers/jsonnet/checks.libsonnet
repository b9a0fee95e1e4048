// The nodes of a fleet by cluster, or what does not hold in it. How texts are looked at and compared is up to form.libsonnet.
local form = import 'form.libsonnet';
local shape = import 'shape.libsonnet';

local isTransit(node) = std.objectHas(node, 'transit') && node.transit;

local atMostTenBehindTransit(nodes) =
  local groupsOf(some) = [group for node in some for group in node.groups.network];
  local joined = std.set(groupsOf(std.filter(isTransit, nodes)));
  local others = groupsOf(std.filter(function(node) !isTransit(node), nodes));
  form.every(function(count) count <= 10, form.counts(joined, others));

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
  assert form.differ([listener for node in nodes for listener in node.listeners]) : 'two nodes have the same listener';
  assert atMostTenBehindTransit(nodes) : 'more than ten nodes are behind the transit nodes of a network group';
  nodes;

// True, or the first thing that does not hold.
function(fleet)
  local nodes = std.flattenArrays([checked(fleet[name]) for name in std.objectFields(fleet)]);
  assert form.differ([node.uuid for node in nodes]) : 'two nodes have the same UUID';
  true
