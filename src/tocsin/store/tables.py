"""Facts of a record as a pandas or Arrow table; both packages are optional and imported only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.errors import DataMissing
from tocsin.store.filters import Filter

if TYPE_CHECKING:
    from tocsin.store.store import Store


class Table:
    """A selection of a record that turns into rows, an Arrow table or a pandas frame; the columns are those of the CSV export."""

    def __init__(self, store: Store, kind: str, wanted: Filter) -> None:
        self.store, self.kind, self.wanted = store, kind, wanted

    def rows(self) -> list[dict[str, Any]]:
        """One dict for each fact; see docs/codebook.md for the columns."""
        from tocsin.export.tables import rows_of

        return list(rows_of(self.store, self.kind, self.wanted))

    def arrow(self) -> Any:
        """A `pyarrow.Table` with typed columns; raises DataMissing without pyarrow."""
        try:
            from tocsin.export.parquet import arrow_table
        except ImportError as error:
            raise DataMissing("Arrow tables need pyarrow", advice="pip install 'tocsin[analysis]'") from error
        return arrow_table(self.kind, self.rows())

    def pandas(self) -> Any:
        """A `pandas.DataFrame`; raises DataMissing without pandas."""
        try:
            import pandas
        except ImportError as error:
            raise DataMissing("data frames need pandas", advice="pip install 'tocsin[analysis]'") from error
        from tocsin.export.columns import TABLES

        return pandas.DataFrame(self.rows(), columns=[c.name for c in TABLES[self.kind]])
