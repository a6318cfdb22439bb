"""Forms of the upper office (套表): mapped once, filled every year."""
