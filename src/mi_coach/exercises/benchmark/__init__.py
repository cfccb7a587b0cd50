"""The benchmark: a written test in two parallel forms, scored from the codes and put on one scale."""
