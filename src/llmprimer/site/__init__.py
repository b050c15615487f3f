"""A catalogue as a website of static pages. Text from the catalogue is escaped."""
