"""The shop's verbs, one transaction each, and the ports that the outer rooms implement."""
