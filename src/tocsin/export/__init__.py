"""Facts in the formats that analysts load: one table of columns drives files, codebook and crosswalks."""
