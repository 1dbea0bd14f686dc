"""The same coding over many processes or a cluster: an archive is cut into shards, and each shard is done once."""
