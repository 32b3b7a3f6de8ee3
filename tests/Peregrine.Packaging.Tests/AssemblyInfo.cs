// All of these build the same tree.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
