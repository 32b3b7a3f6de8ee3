// Some tests count what the whole process has rented.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
