"""From facts of many reports to incidents and crises: candidates, scores with reasons, merged values by declared rule."""
